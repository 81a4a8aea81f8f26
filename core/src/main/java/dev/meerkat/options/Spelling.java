package dev.meerkat.options;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A way to write an option's name: its own, in kebab-case, with {@code MS} behind a duration's, or as the driver or Mongoose spell it.
 *
 * @param option what is meant
 * @param millis whether the value is a bare number of milliseconds
 */
record Spelling(Option<?> option, boolean millis) {
    /** As in code, properties and {@code --option}: camelCase and kebab-case. */
    private static final Map<String, Spelling> IN_CONFIGURATION = new LinkedHashMap<>();

    /** As behind the connection's name in an environment variable. */
    private static final Map<String, Spelling> IN_ENVIRONMENT = new LinkedHashMap<>();

    /** As in a URI's query, in lower case. */
    private static final Map<String, Spelling> IN_URI = new LinkedHashMap<>();

    static {
        for (Option<?> option : OptionTable.ALL) {
            add(option, option.name(), false);
            option.aliases().forEach(alias -> add(option, alias, option.lasting()));
            if (option.lasting()) {
                add(option, option.name() + "MS", true);
            }
        }
    }

    private static void add(Option<?> option, String name, boolean millis) {
        Spelling spelling = new Spelling(option, millis);
        String kebab = Option.kebab(name);
        IN_CONFIGURATION.put(name, spelling);
        IN_CONFIGURATION.put(kebab, spelling);
        IN_ENVIRONMENT.put(kebab.replace('-', '_').toUpperCase(Locale.ROOT), spelling);
        if (option.inUri()) {
            IN_URI.put(name.toLowerCase(Locale.ROOT), spelling);
        }
    }

    /** What a name in code or configuration means, null if nothing. */
    static @Nullable Spelling inConfiguration(String name) {
        return IN_CONFIGURATION.get(name);
    }

    /** What the end of an environment variable means, null if nothing. */
    static @Nullable Spelling inEnvironment(String name) {
        return IN_ENVIRONMENT.get(name);
    }

    /** The connection's name in front of the option's, in an environment variable without prefix; null if no option ends it. */
    static @Nullable String connectionInEnvironment(String rest) {
        for (int i = rest.indexOf('_'); i > 0; i = rest.indexOf('_', i + 1)) {
            if (IN_ENVIRONMENT.containsKey(rest.substring(i + 1))) {
                return rest.substring(0, i);
            }
        }
        return null;
    }

    /** What a key in lower case means in a URI's query, null if nothing of Meerkat's. */
    static @Nullable Spelling inUri(String key) {
        return IN_URI.get(key);
    }

    static List<String> namesInConfiguration() {
        return List.copyOf(IN_CONFIGURATION.keySet());
    }

    static List<String> namesInEnvironment() {
        return List.copyOf(IN_ENVIRONMENT.keySet());
    }

    static List<String> namesInUri() {
        List<String> names = new ArrayList<>();
        OptionTable.ALL.stream().filter(Option::inUri).forEach(option -> {
            names.add(option.name());
            names.addAll(option.aliases());
            if (option.lasting()) {
                names.add(option.name() + "MS");
            }
        });
        DriverUriOption.names().forEach(names::add);
        return names;
    }

    /** What {@code text}, found under {@code key}, says. */
    Entry read(String key, String text, String detail) {
        if (!millis) {
            return Entry.read(option, key, text, detail);
        }
        if (!text.strip().matches("\\d{1,18}")) {
            String rule = "must be a whole number of milliseconds, as the name ends in MS";
            String fix = "write " + key + "=5000, or " + option.name() + "=5s";
            return Entry.broken(new OptionProblem(key, Hidden.value(text), rule, fix));
        }
        return Entry.of(option, key, Duration.ofMillis(Long.parseLong(text.strip())), detail);
    }
}
