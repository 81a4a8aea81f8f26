package dev.meerkat.options;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what configuration says about one connection. */
final class Reading {
    private final String connection;
    private final Layers layers;

    Reading(String connection, Layers layers) {
        this.connection = connection;
        this.layers = layers;
    }

    /** Reads properties {@code meerkat.connections.<name>.<option>}, and the system property {@code MONGO_URI}. */
    void properties(Origin origin, Map<String, Sourced> properties) {
        Map<Option<?>, String> seen = new HashMap<>();
        String prefix = Names.PREFIX + connection + ".";
        properties.forEach((key, sourced) -> {
            if (key.startsWith(prefix)) {
                String name = key.substring(prefix.length());
                Spelling spelling = Spelling.inConfiguration(name);
                if (spelling == null) {
                    layers.add(Unknown.option(name, prefix + Hidden.name(name), Spelling.namesInConfiguration()));
                } else if (once(seen, spelling.option(), key)) {
                    layers.put(origin, spelling.option(), spelling.read(key, sourced.text(), sourced.place() + key));
                }
            } else {
                mistyped(key);
            }
        });
        Sourced uri = properties.get(Names.MONGO_URI);
        if (origin == Origin.SYSTEM_PROPERTY && uri != null) {
            defaultUri(origin, uri.text());
        }
    }

    /** Reads variables {@code MEERKAT_CONNECTIONS_<NAME>_<OPTION>}, and {@code MONGO_URI}. */
    void environment(Map<String, String> variables) {
        Map<Option<?>, String> seen = new HashMap<>();
        String prefix = Names.VARIABLE_PREFIX + Names.variable(connection) + "_";
        variables.forEach((variable, text) -> {
            if (variable.startsWith(prefix)) {
                String name = variable.substring(prefix.length());
                Spelling spelling = Spelling.inEnvironment(name);
                if (spelling != null && once(seen, spelling.option(), variable)) {
                    layers.put(Origin.ENVIRONMENT, spelling.option(), spelling.read(variable, text, variable));
                } else if (spelling == null && !ofAnother(name)) {
                    layers.add(Unknown.option(name, prefix + shown(name), Spelling.namesInEnvironment()));
                }
            }
        });
        @Nullable String uri = variables.get(Names.MONGO_URI);
        if (uri != null) {
            defaultUri(Origin.ENVIRONMENT, uri);
        }
    }

    /** Whether the rest of a variable is an option of a connection whose name begins like this one's. */
    private static boolean ofAnother(String rest) {
        return Spelling.connectionInEnvironment(rest) != null;
    }

    private static String shown(String name) {
        return name.matches("[A-Z_]{1,60}") ? name : Hidden.name(name);
    }

    private void defaultUri(Origin origin, String text) {
        if (connection.equals(Names.DEFAULT)) {
            layers.putIfAbsent(origin, OptionTable.URI, ConnectionUri.read(text, Names.MONGO_URI));
        }
    }

    private boolean once(Map<Option<?>, String> seen, Option<?> option, String key) {
        String before = seen.putIfAbsent(option, key);
        if (before != null) {
            layers.add(new OptionProblem(key, "", "means the same as " + before, "keep one of the two"));
        }
        return before == null;
    }

    /** Keys that look like a slip of the pen. Other keys are somebody else's. */
    private void mistyped(String key) {
        if (!key.startsWith("meerkat.") || key.startsWith(Names.PREFIX) || key.equals(Names.APPLICATION)) {
            return;
        }
        int dot = key.indexOf('.', "meerkat.".length());
        String head = dot < 0 ? key : key.substring(0, dot);
        Suggestion.nearest(head, List.of("meerkat.connections", Names.APPLICATION))
                .ifPresent(
                        meant -> layers.add(new OptionProblem(head, "", "is no key", "did you mean " + meant + "?")));
    }
}
