package dev.meerkat;

import dev.meerkat.diagnosis.Diagnosis;
import dev.meerkat.diagnosis.Problem;
import dev.meerkat.error.InvalidOptionsException;
import dev.meerkat.health.Health;
import dev.meerkat.health.Probe;
import dev.meerkat.internal.lifecycle.GuardedConnection;
import dev.meerkat.internal.signal.SignalStop;
import dev.meerkat.model.Model;
import dev.meerkat.model.Schema;
import dev.meerkat.options.ConnectionOptions;
import dev.meerkat.options.OptionSources;
import dev.meerkat.options.Startup;
import dev.meerkat.stats.DrainReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.IntUnaryOperator;
import java.util.regex.Pattern;
import org.bson.Document;

/**
 * The set of named connections of one application, for dependency injection and tests; {@link Meerkat} is the static face of the default
 * one.
 *
 * <p>A connection is found by its name. Options left out in code come from system properties, the environment, {@code
 * meerkat.properties}, the URI and the presets, see {@link ConnectionOptions}. Thread safety: safe. Source: contract §1, M1, M2.
 */
public final class ConnectionRegistry implements AutoCloseable {
    /** The default connection's name. */
    public static final String DEFAULT = "default";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");

    private final OptionSources sources;

    /** Guarded by itself; nothing is opened or closed under it. */
    private final Map<String, GuardedConnection> connections = new LinkedHashMap<>();

    private final Runnable stop = this::close;

    /** A registry that reads the system's properties, environment and {@code meerkat.properties}. */
    public ConnectionRegistry() {
        this(OptionSources.system());
    }

    /** A registry that reads the given sources, for tests. */
    public ConnectionRegistry(OptionSources sources) {
        this.sources = sources;
    }

    /**
     * Opens the default connection with what the sources say, {@code MONGO_URI} foremost, and waits until CONNECTED. Source: contract O1.
     *
     * @throws InvalidOptionsException when options are missing or impossible; the state is unchanged
     * @throws dev.meerkat.error.ConnectFailedException with the diagnosis, when the first connect gave up
     * @throws dev.meerkat.error.ConnectionSettingsConflict when live with other settings
     */
    public Connection connect() {
        return connect(ConnectionOptions.builder().build());
    }

    /** As {@link #connect()}, with the URI set in code. */
    public Connection connect(String uri) {
        return connect(uri, options -> {});
    }

    /** As {@link #connect()}, with the URI and further options set in code. */
    public Connection connect(String uri, Consumer<ConnectionOptions.Builder> options) {
        ConnectionOptions.Builder builder = ConnectionOptions.builder().uri(uri);
        options.accept(builder);
        return connect(builder.build());
    }

    /** As {@link #connect()}, with options set in code. */
    public Connection connect(ConnectionOptions options) {
        return resolved(DEFAULT, options).open();
    }

    /** As {@link #connect(ConnectionOptions)}, without waiting; bad options are thrown at once. */
    public CompletableFuture<Connection> connectAsync(ConnectionOptions options) {
        return resolved(DEFAULT, options).openAsync();
    }

    /** As {@link #connect(String)}, without waiting; bad options are thrown at once. */
    public CompletableFuture<Connection> connectAsync(String uri) {
        return connectAsync(ConnectionOptions.builder().uri(uri).build());
    }

    /**
     * A named connection that connects in the background; returns at once. One that is live already with equal settings is returned as it
     * is. Source: contract O1, M2.
     *
     * @throws InvalidOptionsException when the name or the options are impossible
     * @throws dev.meerkat.error.ConnectionSettingsConflict when live with other settings
     */
    public Connection createConnection(String name, String uri) {
        return createConnection(name, ConnectionOptions.builder().uri(uri).build());
    }

    /** As {@link #createConnection(String, String)}, with further options, a preset for example. */
    public Connection createConnection(String name, String uri, ConnectionOptions options) {
        return createConnection(name, options.toBuilder().uri(uri).build());
    }

    /** As {@link #createConnection(String, String)}, with the URI among the options or from the sources. */
    public Connection createConnection(String name, ConnectionOptions options) {
        ConnectionOptions background =
                options.toBuilder().startup(Startup.BACKGROUND).build();
        return resolved(name, background).openInBackground();
    }

    /** The default connection, made in state NEW if there is none yet. */
    public Connection connection() {
        return connection(DEFAULT);
    }

    /** The connection of that name, made in state NEW if there is none yet. */
    public Connection connection(String name) {
        return guarded(name);
    }

    /** The connection of that name, if there is one. */
    public Optional<Connection> find(String name) {
        synchronized (connections) {
            return Optional.ofNullable(connections.get(name));
        }
    }

    /** See {@link Connection#model(String, Class)}, on the default connection. */
    public <T> Model<T> model(String name, Class<T> type) {
        return connection().model(name, type);
    }

    /** See {@link Connection#model(String, Schema)}, on the default connection. */
    public Model<Document> model(String name, Schema schema) {
        return connection().model(name, schema);
    }

    /** See {@link Connection#model(String, Class, Schema)}, on the default connection. */
    public <T> Model<T> model(String name, Class<T> type, Schema schema) {
        return connection().model(name, type, schema);
    }

    /** All connections, in the order they were made. */
    public List<Connection> connections() {
        return List.copyOf(snapshot());
    }

    /** How well each connection is, from memory, in the order they were made. Source: contract H1. */
    public List<Health> health() {
        return snapshot().stream().map(GuardedConnection::health).toList();
    }

    /** Whether a supervisor should leave the process alone; looks at no connection. Source: contract H1. */
    public Probe liveness() {
        return Probe.live();
    }

    /** Whether the application may get work, from memory. Source: contract H1. */
    public Probe readiness() {
        return Probe.ready(health());
    }

    /** Whether the application's start is over, from memory. Source: contract H1. */
    public Probe startup() {
        return Probe.started(health());
    }

    /** Closes the connection and removes it; its handle is CLOSED for good. Returns the drain's report, empty if there is no such. */
    public Optional<DrainReport> remove(String name) {
        GuardedConnection removed;
        synchronized (connections) {
            removed = connections.remove(name);
        }
        return Optional.ofNullable(removed).map(GuardedConnection::remove);
    }

    /**
     * On SIGINT and SIGTERM closes every connection of this registry, in parallel, then exits with 128 + the signal's number, so that other
     * shutdown hooks run afterwards. A second signal halts at once. Idempotent; one handler for each JVM; a signal that is ignored stays so.
     * Source: contract C4.
     */
    public void closeOnSignals() {
        SignalStop.register(stop);
    }

    /** As {@link #closeOnSignals()}, with the exit code for a signal's number; holds for the whole JVM. */
    public void closeOnSignals(IntUnaryOperator exitCode) {
        SignalStop.exitCode(exitCode);
        closeOnSignals();
    }

    /** Closes all connections in parallel; they stay listed and may be opened again. */
    @Override
    public void close() {
        List<CompletableFuture<DrainReport>> closing =
                snapshot().stream().map(GuardedConnection::closeAsync).toList();
        closing.forEach(CompletableFuture::join);
        snapshot().forEach(GuardedConnection::awaitDelivered);
    }

    private List<GuardedConnection> snapshot() {
        synchronized (connections) {
            return List.copyOf(connections.values());
        }
    }

    private GuardedConnection.Ready resolved(String name, ConnectionOptions code) {
        GuardedConnection connection = guarded(name);
        ConnectionOptions options = sources.resolve(name, code);
        if (options.signals()) {
            closeOnSignals();
        }
        return connection.with(options);
    }

    private GuardedConnection guarded(String name) {
        synchronized (connections) {
            GuardedConnection known = connections.get(name);
            if (known == null) {
                check(name);
                known = new GuardedConnection(name, code -> sources.resolve(name, code));
                connections.put(name, known);
            }
            return known;
        }
    }

    private void check(String name) {
        if (!NAME.matcher(name).matches()) {
            throw invalid("name '" + name + "' of a connection must be 1 to 64 letters, digits, '-' or '_', and begin"
                    + " with a letter or digit");
        }
        String key = environmentForm(name);
        for (String other : connections.keySet()) {
            if (environmentForm(other).equals(key)) {
                throw invalid("names '" + name + "' and '" + other + "' of connections are the same as environment"
                        + " variables (" + key + ")");
            }
        }
    }

    private static String environmentForm(String name) {
        return name.replace('-', '_').toUpperCase(Locale.ROOT);
    }

    private static InvalidOptionsException invalid(String what) {
        Diagnosis diagnosis = Diagnosis.of(Problem.INVALID_OPTIONS, what, null, null);
        return new InvalidOptionsException(
                diagnosis.code() + ": " + what + ". Fix: choose another name", diagnosis, null);
    }
}
