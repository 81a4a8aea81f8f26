package dev.meerkat.options;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The names of connections that configuration knows. */
final class ConnectionNames {
    private ConnectionNames() {}

    static Set<String> of(Map<String, Sourced> system, Map<String, String> environment, Map<String, Sourced> file) {
        Set<String> names = inProperties(system, file);
        Set<String> taken = new TreeSet<>();
        names.forEach(name -> taken.add(Names.variable(name)));
        environment.keySet().forEach(variable -> {
            if (variable.startsWith(Names.VARIABLE_PREFIX)) {
                String name = Spelling.connectionInEnvironment(variable.substring(Names.VARIABLE_PREFIX.length()));
                if (name != null && taken.add(name)) {
                    names.add(name.toLowerCase(Locale.ROOT).replace('_', '-'));
                }
            }
        });
        if (system.containsKey(Names.MONGO_URI) || environment.containsKey(Names.MONGO_URI)) {
            names.add(Names.DEFAULT);
        }
        return names;
    }

    private static Set<String> inProperties(Map<String, Sourced> system, Map<String, Sourced> file) {
        Set<String> names = new TreeSet<>();
        for (Map<String, Sourced> properties : List.of(system, file)) {
            for (String key : properties.keySet()) {
                int end = key.indexOf('.', Names.PREFIX.length());
                if (key.startsWith(Names.PREFIX) && end > 0) {
                    names.add(key.substring(Names.PREFIX.length(), end));
                }
            }
        }
        return names;
    }

    /** Two names that are one in the environment cannot both be. */
    static void check(String name, Map<String, Sourced> system, Map<String, Sourced> file, Layers layers) {
        for (String other : inProperties(system, file)) {
            if (!other.equals(name) && Names.variable(other).equals(Names.variable(name))) {
                layers.add(new OptionProblem(
                        Names.PREFIX + other,
                        "",
                        "and " + name + " are one name in the environment: " + Names.variable(name),
                        "rename one of the two connections"));
            }
        }
    }
}
