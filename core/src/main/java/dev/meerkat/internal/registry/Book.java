package dev.meerkat.internal.registry;

import dev.meerkat.diagnosis.Diagnosis;
import dev.meerkat.diagnosis.Problem;
import dev.meerkat.error.InvalidOptionsException;
import dev.meerkat.internal.lifecycle.GuardedConnection;
import dev.meerkat.options.Names;
import dev.meerkat.options.OptionSources;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The connections of a registry by their names. Thread safety: safe. Source: contract M1, M2. */
public final class Book {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");

    private final OptionSources sources;
    private final Linter linter;

    /** Guarded by itself; nothing is opened or closed under it. */
    private final Map<String, GuardedConnection> connections = new LinkedHashMap<>();

    /**
     * An empty book.
     *
     * @param sources add to what code says of a connection
     * @param closes whether somebody is known to close the connections at the end of the process
     * @param workers whether a connection is a worker's
     */
    public Book(OptionSources sources, BooleanSupplier closes, Predicate<GuardedConnection> workers) {
        this.sources = sources;
        this.linter = Linter.of(this::all, closes, workers);
    }

    /** The connection of that name, made in state NEW if there is none. */
    public GuardedConnection connection(String name) {
        synchronized (connections) {
            GuardedConnection known = connections.get(name);
            if (known == null) {
                check(name);
                known = made(name);
                connections.put(name, known);
            }
            return known;
        }
    }

    private GuardedConnection made(String name) {
        GuardedConnection made = new GuardedConnection(name, code -> sources.resolve(name, code));
        linter.watch(made);
        return made;
    }

    /** The connection of that name, if there is one. */
    public Optional<GuardedConnection> find(String name) {
        synchronized (connections) {
            return Optional.ofNullable(connections.get(name));
        }
    }

    /** The name that is the same in the environment's form, if some connection has it; else {@code name}. */
    String known(String name) {
        String form = Names.variable(name);
        synchronized (connections) {
            return connections.keySet().stream()
                    .filter(other -> Names.variable(other).equals(form))
                    .findFirst()
                    .orElse(name);
        }
    }

    /** All of them, in the order they were made. */
    public List<GuardedConnection> all() {
        synchronized (connections) {
            return List.copyOf(connections.values());
        }
    }

    /** Takes the connection out, without closing it. */
    public Optional<GuardedConnection> remove(String name) {
        linter.forget(name);
        synchronized (connections) {
            return Optional.ofNullable(connections.remove(name));
        }
    }

    private void check(String name) {
        if (!NAME.matcher(name).matches()) {
            throw invalid("name '" + name + "' of a connection must be 1 to 64 letters, digits, '-' or '_', and begin"
                    + " with a letter or digit");
        }
        String form = Names.variable(name);
        for (String other : connections.keySet()) {
            if (Names.variable(other).equals(form)) {
                throw invalid("names '" + name + "' and '" + other + "' of connections are the same as environment"
                        + " variables (" + form + ")");
            }
        }
    }

    private static InvalidOptionsException invalid(String what) {
        Diagnosis diagnosis = Diagnosis.of(Problem.INVALID_OPTIONS, what, null, null);
        return new InvalidOptionsException(
                diagnosis.code() + ": " + what + ". Fix: choose another name", diagnosis, null);
    }
}
