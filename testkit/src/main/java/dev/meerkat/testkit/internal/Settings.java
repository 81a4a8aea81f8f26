package dev.meerkat.testkit.internal;

import dev.meerkat.testkit.Backend;
import dev.meerkat.testkit.Leak;
import dev.meerkat.testkit.MeerkatTest;
import java.lang.reflect.AnnotatedElement;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** The nearest {@link MeerkatTest}, read and checked. Immutable. */
record Settings(
        Backend server, int members, String uriOptions, Duration patience, Set<Leak> mayLeak, List<Pattern> ignored) {
    /** As many as vote in a set of MongoDB's. */
    private static final int MOST_MEMBERS = 7;

    private static final Pattern QUERY = Pattern.compile("(?:[^=&?]+=[^=&?]+(?:&[^=&?]+=[^=&?]+)*)?");
    private static final Set<String> THE_LABS = Set.of("directconnection", "replicaset", "loadbalanced", "tls", "ssl");

    /** Of the test, or of the class, or of the class around it; where the extension stands alone, the defaults. */
    static Settings of(ExtensionContext context) {
        for (@Nullable ExtensionContext here = context;
                here != null;
                here = here.getParent().orElse(null)) {
            Optional<AnnotatedElement> element = here.getElement();
            Optional<MeerkatTest> found = AnnotationSupport.findAnnotation(element, MeerkatTest.class);
            if (found.isPresent()) {
                return read(found.get(), context.getDisplayName());
            }
        }
        return read(Defaults.class.getAnnotation(MeerkatTest.class), context.getDisplayName());
    }

    @MeerkatTest
    private static final class Defaults {}

    private static Settings read(MeerkatTest test, String where) {
        if (test.members() < 0 || test.members() > MOST_MEMBERS) {
            throw wrong(
                    "members",
                    test.members(),
                    where,
                    "a set has at least one member and at most " + MOST_MEMBERS + " that vote",
                    "leave it out, or say 1 to " + MOST_MEMBERS);
        }
        Set<Leak> mayLeak = EnumSet.noneOf(Leak.class);
        mayLeak.addAll(List.of(test.mayLeak()));
        if (mayLeak.contains(Leak.THREADS) && test.ignoredThreads().length > 0) {
            throw wrong(
                    "ignoredThreads",
                    Arrays.toString(test.ignoredThreads()),
                    where,
                    "mayLeak = THREADS says already that no thread is looked at",
                    "leave out one of the two");
        }
        Duration patience = Time.read(test.patience())
                .orElseThrow(() -> wrong(
                        "patience",
                        test.patience(),
                        where,
                        "a length of time above zero",
                        "write 500ms, 10s, 2m or ISO-8601 as PT10S"));
        List<Pattern> ignored = Arrays.stream(test.ignoredThreads())
                .map(text -> pattern(text, where))
                .toList();
        return new Settings(test.server(), test.members(), query(test, where), patience, mayLeak, ignored);
    }

    private static String query(MeerkatTest test, String where) {
        String query = test.uriOptions();
        if (!QUERY.matcher(query).matches()) {
            throw wrong(
                    "uriOptions", query, where, "key=value&key=value, without a question mark", "write it like that");
        }
        for (String option : query.split("&")) {
            String key = option.replaceAll("=.*", "");
            if (THE_LABS.contains(key.toLowerCase(Locale.ROOT))) {
                throw wrong("uriOptions", option, where, "the lab says how it is reached", "leave out " + key);
            }
        }
        return query;
    }

    private static Pattern pattern(String text, String where) {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException broken) {
            throw wrong("ignoredThreads", text, where, "regular expressions", broken.getDescription());
        }
    }

    /** One problem of one attribute: value, rule, fix. */
    static ExtensionConfigurationException wrong(
            String attribute, Object value, String where, String rule, String fix) {
        return new ExtensionConfigurationException("TESTKIT_ATTRIBUTE: @MeerkatTest says " + attribute + " = " + value
                + " (test=" + where + "). Rule: " + rule + ". Fix: " + fix + ".");
    }
}
