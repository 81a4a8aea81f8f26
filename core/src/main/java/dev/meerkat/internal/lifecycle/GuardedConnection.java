package dev.meerkat.internal.lifecycle;

import static java.util.Objects.requireNonNull;

import com.mongodb.ReadPreference;
import com.mongodb.TransactionOptions;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.changestream.ChangeStreamDocument;
import dev.meerkat.Connection;
import dev.meerkat.ConnectionState;
import dev.meerkat.ConnectionStatus;
import dev.meerkat.Subscription;
import dev.meerkat.diagnosis.Lint;
import dev.meerkat.event.ConnectionEvent;
import dev.meerkat.event.ListenerFailed;
import dev.meerkat.health.Health;
import dev.meerkat.health.Ping;
import dev.meerkat.internal.dispatch.Dispatcher;
import dev.meerkat.internal.driver.DriverClient;
import dev.meerkat.internal.driver.ServerLimit;
import dev.meerkat.internal.gate.Gate;
import dev.meerkat.internal.index.IndexKeeper;
import dev.meerkat.internal.leak.LeakWatch;
import dev.meerkat.internal.lint.Lints;
import dev.meerkat.internal.managed.ManagedClient;
import dev.meerkat.internal.managed.Transactions;
import dev.meerkat.internal.model.Models;
import dev.meerkat.internal.time.TimeSource;
import dev.meerkat.internal.watch.Streams;
import dev.meerkat.internal.watch.Watched;
import dev.meerkat.model.ConnectionIndexes;
import dev.meerkat.model.Model;
import dev.meerkat.model.Schema;
import dev.meerkat.options.ConnectionOptions;
import dev.meerkat.stats.DrainReport;
import dev.meerkat.stats.Leak;
import dev.meerkat.stats.PoolObserver;
import dev.meerkat.stats.RotationReport;
import dev.meerkat.watch.ChangeStream;
import dev.meerkat.watch.WatchOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** The connection handle: joins the state, the gate, the events and the sessions. Thread safety: safe. */
public final class GuardedConnection implements Connection {
    private final String name;
    private final TimeSource time = TimeSource.SYSTEM;
    private final UnaryOperator<ConnectionOptions> sources;
    private final Dispatcher dispatcher;
    private final Gate gate;
    private final StateCell cell;
    private final LeakWatch leaks;
    private final Lifecycle lifecycle;
    private final StatusReader status;
    private final Wellbeing wellbeing;
    private final PoolObservers observers = new PoolObservers();
    private final Waiting waiting;
    private final Opener opener;
    private final ManagedClient client;
    private final Transactions transactions;
    private final SetRequirement setRequirement;
    private final Streams streams;
    private final IndexKeeper indexes;
    private final Models models;
    private final Rotations rotations;
    private final IndexWorkplace workplace;
    private final Views views = new Views(this);
    private final Lints lints;

    /** Those of the last open; before it, those the sources say, once somebody asked. */
    private final AtomicReference<@Nullable ConnectionOptions> options = new AtomicReference<>();

    /**
     * Makes a connection in state NEW.
     *
     * @param sources adds to options set in code what the other sources say; asked at the first need, because they may be incomplete before
     */
    public GuardedConnection(String name, UnaryOperator<ConnectionOptions> sources) {
        this.name = name;
        this.sources = sources;
        this.dispatcher = new Dispatcher(name, time, this::listenerFailed);
        this.gate = new Gate(name, time, GatePolicies.BEFORE_OPEN, this::serves);
        this.cell = new StateCell(name, time, gate, dispatcher);
        this.leaks = new LeakWatch(time, cell::tell);
        this.client = ManagedClient.create(name, gate, new ClientView(this, new Failures(name, time, cell), leaks));
        this.workplace = new IndexWorkplace(this, time, cell);
        this.indexes = new IndexKeeper(workplace);
        this.lifecycle = new Lifecycle(
                name,
                time,
                RandomGenerator.getDefault(),
                gate,
                cell,
                client::onNewGeneration,
                options::set,
                this::opened,
                observers,
                leaks);
        this.rotations = new Rotations(name, lifecycle, cell, Session::opened);
        this.setRequirement = new SetRequirement(name, lifecycle);
        this.transactions = new Transactions(client, setRequirement::check);
        this.streams = new Streams(new StreamGround(this, cell, setRequirement, time));
        this.lints = new Lints(name, this::options);
        this.status = new StatusReader(name, time, cell, gate, lifecycle);
        this.wellbeing = new Wellbeing(status, lifecycle, time, this::options);
        this.waiting = new Waiting(name);
        this.opener = new Opener(name, time, cell, lifecycle, dispatcher, waiting, streams);
        this.models = modelsOf(this);
        dispatcher.subscribe(ConnectionEvent.class, new EventLog(), false);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public ConnectionOptions options() {
        ConnectionOptions known = options.get();
        if (known != null) {
            return known;
        }
        ConnectionOptions made = sources.apply(ConnectionOptions.builder().build());
        return options.compareAndSet(null, made)
                ? made
                : requireNonNull(options.get()); // an open meanwhile has the last word
    }

    @Override
    public ConnectionState state() {
        return cell.state();
    }

    @Override
    public ConnectionStatus status() {
        lints.watched();
        return status.read();
    }

    @Override
    public Health health() {
        lints.watched();
        return wellbeing.health();
    }

    @Override
    public Ping ping(Duration timeout) {
        return wellbeing.ping(timeout);
    }

    @Override
    public Subscription observePools(PoolObserver observer) {
        lints.watched();
        return observers.add(observer);
    }

    @Override
    public Connection open() {
        return with(options()).open();
    }

    @Override
    public Connection open(ConnectionOptions wanted) {
        return with(sources.apply(wanted)).open();
    }

    @Override
    public CompletableFuture<Connection> openAsync() {
        return opener.openAsync(options()).thenApply(opened -> this);
    }

    /** This connection with the options for its next open. */
    public Ready with(ConnectionOptions wanted) {
        return new Ready(this, opener, wanted);
    }

    @Override
    public Connection awaitConnected(Duration timeout) {
        opener.awaitConnected(timeout);
        return this;
    }

    @Override
    public <E extends ConnectionEvent> Subscription on(Class<E> type, Consumer<? super E> listener) {
        lints.watched();
        return hear(type, listener);
    }

    /** As {@link #on}, for Meerkat itself, whose listening is no watch over the connection. */
    public <E extends ConnectionEvent> Subscription hear(Class<E> type, Consumer<? super E> listener) {
        return dispatcher.subscribe(type, listener, false);
    }

    @Override
    public <E extends ConnectionEvent> Subscription onReplayingCurrent(Class<E> type, Consumer<? super E> listener) {
        lints.watched();
        return dispatcher.subscribe(type, listener, true);
    }

    @Override
    public List<ConnectionEvent> timeline() {
        return dispatcher.timeline();
    }

    @Override
    public List<Leak> leaks() {
        return leaks.leaks();
    }

    @Override
    public List<Lint> lint() {
        return lints.all();
    }

    /** What the linter keeps about this connection. */
    public Lints lints() {
        return lints;
    }

    @Override
    public ConnectionIndexes indexes() {
        return models.indexes();
    }

    @Override
    public ManagedClient client() {
        return client;
    }

    @Override
    public MongoDatabase database() {
        return client.getDatabase(options().database());
    }

    @Override
    public Connection useDb(String database) {
        return views.view(database);
    }

    @Override
    public boolean forgetDb(String database) {
        return views.forget(database);
    }

    @Override
    public <T extends @Nullable Object> T inTransaction(
            TransactionOptions options, Function<? super ClientSession, T> work) {
        return transactions.run(options, work);
    }

    @Override
    public ChangeStream watch(
            List<? extends Bson> pipeline,
            WatchOptions watchOptions,
            Consumer<? super ChangeStreamDocument<Document>> listener) {
        return watch(database(), pipeline, watchOptions, listener);
    }

    ChangeStream watch(
            MongoDatabase database,
            List<? extends Bson> pipeline,
            WatchOptions watchOptions,
            Consumer<? super ChangeStreamDocument<Document>> listener) {
        setRequirement.check();
        return streams.watch(Watched.of(database, pipeline), watchOptions, listener);
    }

    @Override
    public <T> ChangeStream watch(
            MongoCollection<T> collection,
            List<? extends Bson> pipeline,
            WatchOptions watchOptions,
            Consumer<? super ChangeStreamDocument<T>> listener) {
        if (!client.owns(collection)) {
            throw new IllegalArgumentException("the collection is not one of connection " + name
                    + ": take it from connection.database() or connection.client()");
        }
        setRequirement.check();
        return streams.watch(Watched.of(collection, pipeline), watchOptions, listener);
    }

    /** Makes the models of this connection, or of a view of it. */
    Models modelsOf(Connection owner) {
        return new Models(owner, time, indexes, cell::tell);
    }

    @Override
    public <T> Model<T> model(String model, Class<T> type) {
        return models.model(model, type, null);
    }

    @Override
    public Model<Document> model(String model, Schema schema) {
        return models.model(model, Document.class, schema);
    }

    @Override
    public <T> Model<T> model(String model, Class<T> type, Schema schema) {
        return models.model(model, type, schema);
    }

    @Override
    public List<Model<?>> models() {
        return models.all();
    }

    @Override
    public boolean removeModel(String model) {
        return models.remove(model);
    }

    @Override
    public RotationReport reconfigure(ConnectionOptions wanted) {
        return awaitRotation(rotations.begin(present -> sources.apply(wanted)));
    }

    @Override
    public RotationReport reconfigure(Consumer<ConnectionOptions.Builder> change) {
        return awaitRotation(reconfigureAsync(change));
    }

    private RotationReport awaitRotation(CompletableFuture<RotationReport> rotation) {
        try {
            return waiting.forResult(rotation);
        } finally {
            dispatcher.awaitDelivered();
        }
    }

    @Override
    public CompletableFuture<RotationReport> reconfigureAsync(Consumer<ConnectionOptions.Builder> change) {
        return rotations.begin(change, sources);
    }

    @Override
    public DrainReport close() {
        DrainReport report = waiting.forResult(closeAsync());
        dispatcher.awaitDelivered();
        return report;
    }

    /** Begins to close; the future has the report. */
    public CompletableFuture<DrainReport> closeAsync() {
        return closeAsync(TimeSource.FOR_EVER);
    }

    /** What a close may wait for work in flight, as things are: nothing where nothing was admitted. */
    public Duration grace() {
        return switch (state()) {
            case CONNECTED, INTERRUPTED, DRAINING -> options().closeGrace();
            default -> Duration.ZERO;
        };
    }

    /** Waits for something of this connection; an interrupt ends the wait and is told. */
    public <T> T result(CompletableFuture<T> future) {
        return waiting.forResult(future);
    }

    /** As {@link #closeAsync()}, with a grace of at most {@code most}. */
    public CompletableFuture<DrainReport> closeAsync(Duration most) {
        CompletableFuture<DrainReport> closing = lifecycle.close(most);
        indexes.closed();
        return closing;
    }

    /** Closes for good: open throws from now on. */
    public DrainReport remove() {
        CompletableFuture<DrainReport> closing = lifecycle.remove();
        streams.remove();
        DrainReport report = waiting.forResult(closing);
        dispatcher.awaitDelivered();
        return report;
    }

    /** What it reaches, while it is open or opening. */
    public Optional<Reach> reach() {
        DriverClient current = lifecycle.client();
        if (current != null) {
            return Optional.of(Reach.of(current));
        }
        return state() == ConnectionState.CONNECTING ? Optional.of(Reach.of(options())) : Optional.empty();
    }

    /** What a server tells of its limit, asked beside the application's work: a close does not wait for it. Empty without an answer within {@code patience}. */
    public Optional<ServerLimit> serverLimit(Duration patience) {
        DriverClient current = lifecycle.client();
        return current == null || state() != ConnectionState.CONNECTED ? Optional.empty() : current.limit(patience);
    }

    /** Work in flight for each database, as far as it is recorded in detail. */
    public Map<String, Long> inFlightByDatabase() {
        return status.inFlightByDatabase();
    }

    /** Begins to open with the options it has, if it is not open, and returns at once. */
    public Connection openInBackground() {
        return with(options()).openInBackground();
    }

    /** The whole that {@code connection} is, or is a view of. */
    public static GuardedConnection of(Connection connection) {
        if (connection instanceof View view) {
            return view.whole();
        }
        if (connection instanceof GuardedConnection whole) {
            return whole;
        }
        throw new IllegalArgumentException("not a connection of a registry: " + connection.getClass());
    }

    /** The driver client in service, or being tried; null without one. */
    @Nullable
    DriverClient driverClient() {
        return lifecycle.client();
    }

    /** A session has the connection, by an open or by a rotation. */
    private void opened(Session session) {
        wellbeing.started();
        indexes.opened(workplace.opening(session));
        Follower.follow(session, () -> rotations.beginFor(session, present -> present));
    }

    /** Waits until the events so far were delivered. Source: contract E5. */
    public void awaitDelivered() {
        dispatcher.awaitDelivered();
    }

    private boolean serves(ReadPreference preference) {
        DriverClient current = lifecycle.client();
        return current != null && current.facts().serves(preference);
    }

    private void listenerFailed(ConnectionEvent event, String listener, Throwable failure) {
        if (!(event instanceof ListenerFailed)) {
            cell.tell(facts -> new ListenerFailed(facts, event.name(), listener, failure));
        }
    }

    @Override
    public String toString() {
        return "Connection[" + name + ", " + state() + "]";
    }
}
