package dev.meerkat.options;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The names of connections that configuration knows. */
final class ConnectionNames {
    private ConnectionNames() {}

    /** Throws what is wrong with keys that name neither a connection's option nor, as far as that can be told, an option of another. */
    static Set<String> of(Map<String, Sourced> system, Map<String, String> environment, Map<String, Sourced> file) {
        List<OptionProblem> problems = new ArrayList<>();
        List.of(system, file).forEach(properties -> properties.keySet().stream()
                .filter(key -> key.startsWith(Names.PREFIX) && key.indexOf('.', Names.PREFIX.length()) < 0)
                .forEach(key -> problems.add(withoutOption(key))));
        Set<String> names = inProperties(system, file);
        Set<String> taken = new TreeSet<>();
        names.forEach(name -> taken.add(Names.variable(name)));
        environment.keySet().forEach(variable -> {
            if (variable.startsWith(Names.VARIABLE_PREFIX)) {
                String rest = variable.substring(Names.VARIABLE_PREFIX.length());
                String name = Spelling.connectionInEnvironment(rest);
                if (name == null) {
                    problems.add(nobodys(rest));
                } else if (taken.add(name)) {
                    names.add(name.toLowerCase(Locale.ROOT).replace('_', '-'));
                }
            }
        });
        if (system.containsKey(Names.MONGO_URI) || environment.containsKey(Names.MONGO_URI)) {
            names.add(Names.DEFAULT);
        }
        if (!problems.isEmpty()) {
            throw Problems.exception(problems, null);
        }
        return names;
    }

    private static OptionProblem withoutOption(String key) {
        String shown = Names.PREFIX + Hidden.name(key.substring(Names.PREFIX.length()));
        return new OptionProblem(shown, "", "names no option", "write " + shown + ".uri, for example");
    }

    /** A variable that ends in no option, or has no name before it. */
    private static OptionProblem nobodys(String rest) {
        String shown = Names.VARIABLE_PREFIX + (rest.matches("[A-Z0-9_]{1,60}") ? rest : Hidden.name(rest));
        String fix = "write " + Names.VARIABLE_PREFIX + "<NAME>_<OPTION>, or take it out";
        for (int i = rest.startsWith("_") ? 0 : rest.indexOf('_'); i > 0; i = rest.indexOf('_', i + 1)) {
            Optional<String> meant = Suggestion.nearest(rest.substring(i + 1), Spelling.namesInEnvironment());
            if (meant.isPresent()) {
                fix = "did you mean " + meant.get() + "?";
                break;
            }
        }
        return new OptionProblem(shown, "", "names no connection's option", fix);
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
