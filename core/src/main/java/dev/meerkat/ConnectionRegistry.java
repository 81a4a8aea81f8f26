package dev.meerkat;

import dev.meerkat.error.InvalidOptionsException;
import dev.meerkat.health.Health;
import dev.meerkat.health.Probe;
import dev.meerkat.internal.lifecycle.GuardedConnection;
import dev.meerkat.internal.lifecycle.Ready;
import dev.meerkat.internal.registry.Book;
import dev.meerkat.internal.registry.Budgets;
import dev.meerkat.internal.registry.Configured;
import dev.meerkat.internal.registry.Decisions;
import dev.meerkat.internal.registry.NamedWorker;
import dev.meerkat.internal.registry.OrderedStop;
import dev.meerkat.internal.registry.PooledTenants;
import dev.meerkat.internal.registry.SharedTenants;
import dev.meerkat.internal.registry.StopNotice;
import dev.meerkat.internal.registry.Workers;
import dev.meerkat.internal.signal.SignalStop;
import dev.meerkat.internal.time.TimeSource;
import dev.meerkat.model.Model;
import dev.meerkat.model.Schema;
import dev.meerkat.options.ConnectionOptions;
import dev.meerkat.options.Names;
import dev.meerkat.options.OptionSources;
import dev.meerkat.options.Preset;
import dev.meerkat.options.Startup;
import dev.meerkat.options.TenantPools;
import dev.meerkat.stats.DrainReport;
import dev.meerkat.stats.SocketBudget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.IntUnaryOperator;
import java.util.function.UnaryOperator;
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
    public static final String DEFAULT = Names.DEFAULT;

    private static final Set<ConnectionState> OPEN =
            EnumSet.of(ConnectionState.CONNECTING, ConnectionState.CONNECTED, ConnectionState.INTERRUPTED);

    private final OptionSources sources;
    private final Book book;
    private final Workers workers = new Workers();
    private final List<PooledTenants> pooled = new CopyOnWriteArrayList<>();
    private final StopNotice notice = new StopNotice();
    private final Runnable stop = this::close;

    /** A registry that reads the system's properties, environment and {@code meerkat.properties}. */
    public ConnectionRegistry() {
        this(OptionSources.system());
    }

    /** A registry that reads the given sources, for tests. */
    public ConnectionRegistry(OptionSources sources) {
        this.sources = sources;
        this.book = new Book(sources, () -> SignalStop.registered(stop), workers::work);
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

    /**
     * Everything a service needs, in one line: opens the default connection with {@link ConnectionOptions#production()}, tries until the
     * database is there, logs what happens to it, drains on SIGINT and SIGTERM. Tells at the start what was decided, by whom and why: a log line for
     * each option that is not at its default, without secrets. {@code MONGO_URI} says where; every option may be set by configuration.
     *
     * @throws InvalidOptionsException when options are missing or impossible
     * @throws dev.meerkat.error.ConnectFailedException with the diagnosis, for a cause that time cannot heal. Source: contract §4, O1
     */
    public Connection initMongo() {
        Ready ready = resolved(DEFAULT, ConnectionOptions.production());
        Decisions.tell(DEFAULT, ready.options());
        return ready.open();
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

    /**
     * Opens every connection that configuration names: properties {@code meerkat.connections.<name>.…}, variables {@code
     * MEERKAT_CONNECTIONS_<NAME>_…} (the name in lower case, {@code -} for {@code _}, unless a connection or property spells it otherwise) and
     * {@code MONGO_URI}. Begins with all at once, then waits for those that are {@code required} and whose {@code startup} is REQUIRED; an
     * optional one connects in the background whatever its {@code startup} says. Those that are live already are left alone, and so is a
     * worker ({@code preset=worker}) without a URI of its own, which {@link #worker(String)} opens. A worker with a URI needs that preset here too,
     * or {@link #worker(String)} finds it open with other settings.
     *
     * @return the connections that were opened, by name
     * @throws InvalidOptionsException when options of any are impossible, a URI is missing for example; nothing was opened
     * @throws dev.meerkat.error.ConnectFailedException when a required one gave up; the others go on. Source: contract M2
     */
    public List<Connection> connectConfigured() {
        List<Ready> ready = Configured.ready(book, sources);
        ready.forEach(each -> handleSignals(each.options()));
        return Configured.open(ready);
    }

    /** The default connection, made in state NEW if there is none yet. */
    public Connection connection() {
        return connection(DEFAULT);
    }

    /** The connection of that name, made in state NEW if there is none yet. */
    public Connection connection(String name) {
        return book.connection(name);
    }

    /** The connection of that name, if there is one. */
    public Optional<Connection> find(String name) {
        return book.find(name).map(found -> found);
    }

    /** As {@link #worker(String, Consumer)}, with what the preset and the sources say. */
    public Worker worker(String name) {
        return worker(name, options -> {});
    }

    /**
     * A worker with a small connection of its own, {@link ConnectionOptions#worker()}: opens it and waits as {@link #connect()} does. Where
     * nobody names a URI for it, it goes where the default connection goes, with the same login and TLS. One that exists and does not stop is
     * returned; one that is stopping is waited for, so do not call this from inside its work or its steps.
     *
     * @param name the worker's and its connection's; its options are read from {@code meerkat.connections.<name>.…}
     * @param options further options set in code
     * @throws InvalidOptionsException when the name or the options are impossible
     * @throws dev.meerkat.error.ConnectFailedException when the connect gave up
     * @throws dev.meerkat.error.ConnectionSettingsConflict when a connection of that name is live with other settings. Source: contract C4
     */
    public Worker worker(String name, Consumer<ConnectionOptions.Builder> options) {
        ConnectionOptions.Builder code = ConnectionOptions.builder().preset(Preset.WORKER);
        options.accept(code);
        GuardedConnection connection = book.connection(name);
        ConnectionOptions elsewhere = book.find(DEFAULT)
                .map(GuardedConnection::options)
                .orElseGet(() ->
                        sources.resolve(DEFAULT, ConnectionOptions.builder().build()));
        ConnectionOptions resolved = sources.resolve(name, code.build(), elsewhere);
        handleSignals(resolved);
        workers.awaitStopped(connection);
        workers.expect(connection);
        connection.with(resolved).open();
        return workers.worker(connection);
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

    /** How well each connection is, from memory, in the order they were made. Source: contract H1. */
    public List<Health> health() {
        return book.all().stream().map(GuardedConnection::health).toList();
    }

    /** Whether a supervisor should leave the process alone; looks at no connection. Source: contract H1. */
    public Probe liveness() {
        return Probe.live();
    }

    /** Whether the application may get work, from memory; not while it stops. Source: contract H1. */
    public Probe readiness() {
        return notice.stopping() ? Probe.stopping(health()) : Probe.ready(health());
    }

    /** Whether the application's start is over, from memory. Source: contract H1. */
    public Probe startup() {
        return Probe.started(health());
    }

    /**
     * Tenants that share {@code connection}'s pool: each is a view of it.
     *
     * @param connection one of a registry
     * @param nameRule makes the database's name of the tenant's, for example {@code tenant -> "shop_" + tenant}; must not make the same of two
     * @param cap the most tenants kept at once, from 1; beyond it the one not used for longest is forgotten, with its models. Source: contract V1
     */
    public Tenants tenants(Connection connection, UnaryOperator<String> nameRule, int cap) {
        return new SharedTenants(GuardedConnection.of(connection), nameRule, cap);
    }

    /**
     * As {@link #tenants(Connection, UnaryOperator, int)}, each with a small pool of its own, which is opened in the background at the first use and
     * drained and closed when it is idle for long; it follows {@code connection}'s rotations. They count in {@link #budget()} and are closed by
     * {@link #close()}.
     *
     * @throws InvalidOptionsException when no pool can have the options that {@code pools} makes
     */
    public Tenants tenants(Connection connection, UnaryOperator<String> nameRule, TenantPools pools) {
        PooledTenants tenants = new PooledTenants(GuardedConnection.of(connection), nameRule, pools);
        pooled.removeIf(PooledTenants::closed);
        pooled.add(tenants);
        return tenants;
    }

    /** All connections, in the order they were made; those of workers too. */
    public List<Connection> connections() {
        return List.copyOf(book.all());
    }

    /**
     * Closes the connection and removes it; its handle is CLOSED for good, and what is left of its models and clients says so. A worker of
     * that name is stopped first, and tenants' own pools that were made like it are closed. The name is free at once. Returns the drain's report, empty if there is no such. Source: contract M2.
     */
    public Optional<DrainReport> remove(String name) {
        Optional<GuardedConnection> removed = book.remove(name);
        removed.ifPresent(connection -> {
            workers.remove(connection).ifPresent(Worker::stop);
            pooled.stream().filter(tenants -> tenants.of(connection)).forEach(PooledTenants::close);
        });
        return removed.map(GuardedConnection::remove);
    }

    /** The sockets that the open connections may open to each server, from memory. Source: contract M4. */
    public SocketBudget budget() {
        return Budgets.of(everything(), 1, false);
    }

    /**
     * As {@link #budget()} for so many processes like this one, compared with the number of connections the server takes: what is in use and
     * what is available by its {@code serverStatus}. One server of each deployment is asked, its answer taken for all; at most 2 s for each
     * connection. Without the right to ask the comparison is left out.
     *
     * @param instances at least 1
     */
    public SocketBudget budget(int instances) {
        if (instances < 1) {
            throw new IllegalArgumentException("instances must be at least 1: " + instances);
        }
        return Budgets.of(everything(), instances, true);
    }

    /**
     * On SIGINT and SIGTERM does what {@link #close()} does, then exits with 128 + the signal's number, so that other shutdown hooks run
     * afterwards. A second signal halts at once. Idempotent; one handler for each JVM; a signal that is ignored stays so. Source: contract C4.
     */
    public void closeOnSignals() {
        SignalStop.register(stop);
    }

    /**
     * As {@link #closeOnSignals()}, with the exit code for a signal's number; holds for the whole JVM.
     *
     * @param exitCode gives 0 to 255, of which the platform keeps the lowest eight bits; where it throws, 128 + the signal's number is used
     */
    public void closeOnSignals(IntUnaryOperator exitCode) {
        SignalStop.exitCode(exitCode);
        closeOnSignals();
    }

    /**
     * For how long {@link #close()}, and so a signal, is announced before anything ends: {@link #readiness()} says no and everything works as before,
     * so that whoever asks for readiness sends no more. Longer than the period of that question, and than the pauses a client makes on a kept connection.
     * Waited only while some connection is open; comes on top of the deadline. Default: zero.
     *
     * @throws IllegalArgumentException when negative or longer than 36,500 days. Source: contract C4, H1
     */
    public void stopNotice(Duration time) {
        notice.set(time);
    }

    /** Whether {@link #close()} runs, its notice included: a server then answers {@code Connection: close}. Source: contract C4. */
    public boolean stopping() {
        return notice.stopping();
    }

    /**
     * Says no to {@link #readiness()}, waits for the {@link #stopNotice}, stops the workers, in parallel, and then closes all other connections, in parallel;
     * they stay listed and may be opened again. One
     * deadline holds for all of it: the longest {@code closeGrace} among the workers and the longest among the others together, so 10 s
     * without workers and 20 s with them unless set otherwise. What a worker leaves of its time is the others'. Tenants' own
     * pools open for the workers that finish, and not while the others close. Source: contract C4.
     */
    @Override
    public void close() {
        notice.begin();
        try {
            if (everything().stream().anyMatch(each -> OPEN.contains(each.state()))) {
                notice.await();
            }
            closeInOrder();
        } finally {
            notice.end();
        }
    }

    private void closeInOrder() {
        List<NamedWorker> stopping = workers.running();
        List<PooledTenants> tenants = List.copyOf(pooled);
        OrderedStop ordered = new OrderedStop(TimeSource.SYSTEM, stopping, () -> others(stopping));
        try {
            Duration left = ordered.run(() -> tenants.forEach(PooledTenants::refuse));
            tenants.forEach(each -> each.forgetAll(left));
        } finally {
            tenants.forEach(PooledTenants::admit);
        }
    }

    private List<GuardedConnection> others(List<NamedWorker> stopping) {
        List<GuardedConnection> others = everything();
        others.removeIf(connection -> stopping.stream().anyMatch(worker -> worker.connection() == connection));
        return others;
    }

    /** Tenants' own pools too. */
    private List<GuardedConnection> everything() {
        List<GuardedConnection> all = new ArrayList<>(book.all());
        pooled.forEach(tenants -> all.addAll(tenants.connections()));
        return all;
    }

    private Ready resolved(String name, ConnectionOptions code) {
        GuardedConnection connection = book.connection(name);
        ConnectionOptions options = sources.resolve(name, code);
        handleSignals(options);
        return connection.with(options);
    }

    private void handleSignals(ConnectionOptions options) {
        if (options.signals()) {
            closeOnSignals();
        }
    }
}
