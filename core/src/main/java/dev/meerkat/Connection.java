package dev.meerkat;

import com.mongodb.TransactionOptions;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.changestream.ChangeStreamDocument;
import dev.meerkat.diagnosis.Lint;
import dev.meerkat.event.ConnectionEvent;
import dev.meerkat.health.Health;
import dev.meerkat.health.Ping;
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
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * A long-lived, named handle to one MongoDB deployment: its options, state, events and managed client. It outlives outages,
 * rotations, close and reopen.
 *
 * <p>Thread safety: every method may be called from any thread, listeners included. Source: contract §1, §2.
 */
public interface Connection {
    /** The connection's name; {@code default} for the default connection. */
    String name();

    /** The options in force, with each value's origin in {@link ConnectionOptions#explain()}. */
    ConnectionOptions options();

    /** The rich state, from memory. */
    ConnectionState state();

    /** Mongoose's ready state, from memory. */
    default ReadyState readyState() {
        return state().readyState();
    }

    /** Everything known, from memory: no I/O, never blocks, never throws. Source: contract §2. */
    ConnectionStatus status();

    /** How well the connection is and why, judged from memory: no I/O, never blocks, never throws. Source: contract H1. */
    Health health();

    /**
     * Asks the deployment itself, whatever the state; waits at most {@code timeout}, and throws for nothing that becomes of it.
     *
     * <p>Does not pass the gate. Callers at the same time share one question. Source: contract H1.
     */
    Ping ping(Duration timeout);

    /** Tells {@code observer} every time of the pools from now on, on the driver's threads. Source: contract H2. */
    Subscription observePools(PoolObserver observer);

    /**
     * Opens with the options already set and waits until CONNECTED. Joins an open that is running; waits for recovery during an outage, at
     * most {@code startupTimeout}; opens again after a close or a failure.
     *
     * @return this
     * @throws dev.meerkat.error.ConnectFailedException with the diagnosis, when the first connect gave up
     * @throws dev.meerkat.error.ConnectionClosedException when closed while waiting, or removed from its registry
     * @throws dev.meerkat.error.WaitInterruptedException when the thread was interrupted; the flag is set again
     */
    Connection open();

    /**
     * Opens with other options: as {@link #open()} from NEW, CLOSED and FAILED; joins while live if they are equal.
     *
     * @throws dev.meerkat.error.ConnectionSettingsConflict when live with settings that differ. Source: contract S12
     */
    Connection open(ConnectionOptions options);

    /** As {@link #open()}, without waiting; cancelling the future cancels nothing but the wait. Source: contract O1. */
    CompletableFuture<Connection> openAsync();

    /**
     * Waits until CONNECTED, at most {@code timeout}; changes no state.
     *
     * @throws dev.meerkat.error.ConnectionUnavailableException when the time is up, with the last diagnosis
     * @throws dev.meerkat.error.ConnectFailedException when the connect gave up meanwhile
     * @throws dev.meerkat.error.ConnectionClosedException when closed or never opened
     */
    Connection awaitConnected(Duration timeout);

    /** Gives {@code listener} every event of {@code type} and its subtypes from now on, in order, on Meerkat's own thread. Source: contract E1, E3. */
    <E extends ConnectionEvent> Subscription on(Class<E> type, Consumer<? super E> listener);

    /**
     * As {@link #on(Class, Consumer)}, and first tells the present state: the last event that is no extra one, if it is of {@code type}.
     * Source: contract E3.
     */
    <E extends ConnectionEvent> Subscription onReplayingCurrent(Class<E> type, Consumer<? super E> listener);

    /** The last 256 events, oldest first, free of secrets. Source: contract E4. */
    List<ConnectionEvent> timeline();

    /**
     * What is suspected to leak, one entry for each place of the code, the oldest first: cursors, change streams, sessions and transactions that have
     * been held for longer than the option {@code leakThreshold}, and those that were lost without being closed. From memory; empty while that option is
     * off, and after a close. Source: contract H4, §4 ({@code leakThreshold}).
     */
    List<Leak> leaks();

    /**
     * What the linter has against the options in force, and against what it saw since the last open; each was logged once, at WARN or, where it is
     * a guess, at INFO. From memory. The rules named by the option {@code lintIgnore} are left out. Source: contract D3.
     */
    List<Lint> lint();

    /** The indexes of this connection's models: plans, reports, and explicit creation for all of them. Source: contract I5. */
    ConnectionIndexes indexes();

    /**
     * The managed client: a full {@link MongoClient} whose every operation passes the gate and reaches the connection's current driver
     * client. Exists before the first open and survives close and reopen; closing it closes this connection. Source: contract §6.
     */
    MongoClient client();

    /** The database named by the option {@code database} or the URI, {@code test} if neither names one, through the managed client. */
    MongoDatabase database();

    /**
     * This connection as seen from another database: the same state, events, gate, pool and transactions; {@link #database()} and the
     * models are the view's own. Made at the first call and kept until {@link #forgetDb}; costs no socket, no thread and no event.
     * Closing a view closes nothing.
     *
     * @param database the database's name; need not exist
     * @return always the same object for one name
     * @throws IllegalArgumentException when the server would not take the name. Source: contract V1
     */
    Connection useDb(String database);

    /**
     * Forgets a view of {@link #useDb} and its models; nothing in the database changes, and handles of the view go on working. Tells whether
     * there was one.
     */
    boolean forgetDb(String database);

    /** As {@link #inTransaction(TransactionOptions, Function)}, for work without a result and the connection's own options. */
    default void transaction(Consumer<? super ClientSession> work) {
        transaction(TransactionOptions.builder().build(), work);
    }

    /** As {@link #inTransaction(TransactionOptions, Function)}, for work without a result. */
    default void transaction(TransactionOptions options, Consumer<? super ClientSession> work) {
        Objects.requireNonNull(work, "work");
        inTransaction(options, session -> {
            work.accept(session);
            return true;
        });
    }

    /** As {@link #inTransaction(TransactionOptions, Function)}, with the connection's own options. */
    default <T extends @Nullable Object> T inTransaction(Function<? super ClientSession, T> work) {
        return inTransaction(TransactionOptions.builder().build(), work);
    }

    /**
     * Runs {@code work} in a transaction: commits when it returns, aborts when it throws, and then throws the same object.
     *
     * <p>On the calling thread, until {@code work} returns, whatever this connection's managed client does without a session argument belongs
     * to the transaction; a session given wins. Other threads have no part in it, nor have other connections. A call inside {@code work}
     * joins. The driver's own rules say what is repeated, and for how long: so {@code work} may run several times. A drain waits for it.
     *
     * @param options of the transaction; those of a call that joins are not looked at
     * @return what {@code work} returned
     * @throws dev.meerkat.error.ReplicaSetRequiredException on a standalone server, before {@code work} runs. Source: contract I6
     */
    <T extends @Nullable Object> T inTransaction(TransactionOptions options, Function<? super ClientSession, T> work);

    /** As {@link #watch(List, WatchOptions, Consumer)}, with {@link WatchOptions#defaults()}. */
    default ChangeStream watch(
            List<? extends Bson> pipeline, Consumer<? super ChangeStreamDocument<Document>> listener) {
        return watch(pipeline, WatchOptions.defaults(), listener);
    }

    /**
     * Gives {@code listener} every change of {@link #database()}, one at a time and in order, on a thread of the stream's own.
     *
     * <p>The stream goes on after the last token over outages, close and reopen; it waits while the connection is not open, and ends when the
     * connection is removed from its registry, or when the server says that it cannot go on. A listener that is slow slows the server's cursor
     * and fills no memory. Every event comes at least once over process ends, by {@link WatchOptions.Builder#onToken}, and once within one process.
     *
     * @param pipeline stages that choose and shape events; empty for all
     * @return the stream, which may not be open yet: {@link ChangeStream#awaitOpen} waits for that
     * @throws dev.meerkat.error.ReplicaSetRequiredException when the server is known to be a standalone. Source: contract I7
     */
    ChangeStream watch(
            List<? extends Bson> pipeline,
            WatchOptions options,
            Consumer<? super ChangeStreamDocument<Document>> listener);

    /**
     * As {@link #watch(List, WatchOptions, Consumer)}, for one collection, with its document class, codecs and read preference.
     *
     * @throws IllegalArgumentException when the collection is not of this connection's {@link #client()} or {@link #database()}
     */
    <T> ChangeStream watch(
            MongoCollection<T> collection,
            List<? extends Bson> pipeline,
            WatchOptions options,
            Consumer<? super ChangeStreamDocument<T>> listener);

    /**
     * A model of records or of a class with annotations. May be made before the first open; survives close and reopen. One that exists with
     * an equal definition is returned. Source: contract I1.
     *
     * @throws dev.meerkat.error.InvalidModelException when no model can be made from the class
     * @throws dev.meerkat.error.ModelConflictException when the name has another definition, naming what differs
     */
    <T> Model<T> model(String name, Class<T> type);

    /** As {@link #model(String, Class)}, of dynamic documents. */
    Model<Document> model(String name, Schema schema);

    /** As {@link #model(String, Class)}, with a schema that says more than the annotations do: rules, options, indexes. */
    <T> Model<T> model(String name, Class<T> type, Schema schema);

    /** The models of this connection, in the order they were made. */
    List<Model<?>> models();

    /** Forgets the model, so that its name may be defined anew; handles of it go on working. Tells whether there was one. */
    boolean removeModel(String name);

    /**
     * Changes options while the connection is in use: URI, login, TLS, pool sizes, timeouts and the rest. A new driver client is opened
     * beside the present one and proven as in an open; then every operation that begins goes there, what began before finishes on the old one
     * within {@code closeGrace}, and the old one is closed. No operation fails for it, and {@code Disconnected} is never told. Handles given
     * before use the new client.
     *
     * <p>If the new options cannot be proven within {@code serverSelectionTimeout}, nothing changes. While the connection connects or is
     * interrupted the new client, once proven, ends that too. Rotations of a connection come one after the other. Returns when the old client
     * is closed; a caller that holds a cursor or a transaction open itself waits for it until it is cut.
     *
     * @param options the options from now on, in place of all those in force; those of a source other than code are asked for again
     * @return what changed and how the old client drained
     * @throws dev.meerkat.error.ReconfigureFailedException with the diagnosis, when the new options were not proven
     * @throws dev.meerkat.error.InvalidOptionsException when the options are impossible, or {@code signals} differs
     * @throws dev.meerkat.error.ConnectionClosedException when the connection is not open, or is closed meanwhile
     * @throws dev.meerkat.error.WaitInterruptedException when the thread was interrupted; the rotation goes on. Source: contract R1, R2, S14
     */
    RotationReport reconfigure(ConnectionOptions options);

    /** As {@link #reconfigure(ConnectionOptions)}, with changes to the options that are in force when its turn comes. */
    RotationReport reconfigure(Consumer<ConnectionOptions.Builder> change);

    /** As {@link #reconfigure(Consumer)}, without waiting; cancelling the future cancels nothing. */
    CompletableFuture<RotationReport> reconfigureAsync(Consumer<ConnectionOptions.Builder> change);

    /**
     * Closes: refuses new work, lets admitted work finish until {@code closeGrace}, forces the rest, closes the driver's client.
     *
     * <p>Returns the report of the drain; on a connection that is closed already, the last close's report. Never throws for a connection in
     * any state. Source: contract S6 to S9, C1.
     */
    DrainReport close();

    /** This connection as a resource for try-with-resources, which {@link #close()} cannot be because it returns a report. Source: contract C5. */
    default Scope scope() {
        return new Scope(this);
    }

    /**
     * A connection that closes with a try-with-resources block.
     *
     * @param connection the connection to use and then close
     */
    record Scope(Connection connection) implements AutoCloseable {
        @Override
        public void close() {
            connection.close();
        }
    }
}
