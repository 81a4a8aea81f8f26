package dev.meerkat.options;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Judges the options of a connection string one by one, and reads those that are Meerkat's. */
final class UriQuery {
    private static final String LIST = "https://www.mongodb.com/docs/manual/reference/connection-string-options/";

    private final UriProblems problems;
    private final Map<Option<?>, Entry> entries = new LinkedHashMap<>();
    private final Map<Object, String> seen = new HashMap<>();

    private UriQuery(UriProblems problems) {
        this.problems = problems;
    }

    /** What the query says about Meerkat's options. */
    static Map<Option<?>, Entry> read(UriText parts, UriProblems problems) {
        UriQuery query = new UriQuery(problems);
        List<UriText.Pair> pairs = parts.query();
        for (int i = 0; i < pairs.size(); i++) {
            query.readOne(pairs.get(i), i + 1);
        }
        return query.entries;
    }

    private void readOne(UriText.Pair pair, int position) {
        Spelling spelling = Spelling.inUri(pair.key());
        DriverUriOption drivers = DriverUriOption.find(pair.key());
        if (spelling != null) {
            readMeerkats(pair, spelling);
        } else if (drivers != null) {
            judgeDrivers(pair, drivers);
        } else if (NodeUriOption.withoutEffect(pair.key()) == null) {
            problems.addOption(
                    Hidden.name(pair.name()),
                    Hidden.TEXT,
                    "option " + position + " of the query is unknown",
                    unknown(pair));
        }
    }

    private static String unknown(UriText.Pair pair) {
        String otherwise = "take it out, or find it in " + LIST;
        return Suggestion.fix(pair.name(), Spelling.namesInUri(), otherwise);
    }

    private void readMeerkats(UriText.Pair pair, Spelling spelling) {
        if (twice(spelling.option(), pair.name())) {
            return;
        }
        Entry entry = spelling.read(pair.name(), pair.value(), pair.name());
        if (entry.value() != null) {
            entries.put(spelling.option(), entry);
        }
        entry.problems().forEach(p -> problems.addOption(p.option(), p.value(), p.rule(), p.fix()));
    }

    private void judgeDrivers(UriText.Pair pair, DriverUriOption option) {
        boolean repeatable = option.name().equals("readPreferenceTags");
        if (!repeatable && twice(meaning(option.name()), option.name())) {
            return;
        }
        if (!option.good().test(pair.value())) {
            String shown = DriverUriOption.secret(pair.key()) ? Hidden.TEXT : Hidden.value(pair.value());
            problems.addOption(option.name(), shown, "must be " + option.form(), "correct it or leave it out");
        }
    }

    /** Two names for one thing. */
    private static String meaning(String name) {
        return switch (name) {
            case "j" -> "journal";
            case "wtimeout" -> "wtimeoutMS";
            case "sslInvalidHostNameAllowed" -> "tlsAllowInvalidHostnames";
            default -> name;
        };
    }

    private boolean twice(Object meaning, String name) {
        @Nullable String before = seen.putIfAbsent(meaning, name);
        if (before != null) {
            boolean same = before.equalsIgnoreCase(name);
            String rule = same ? "must stand once" : "means the same as " + before + ", which stands there too";
            problems.addOption(name, "", rule, "keep one of the two");
        }
        return before != null;
    }
}
