package dev.meerkat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import dev.meerkat.event.ConnectionEvent;
import dev.meerkat.model.ConnectionIndexes;
import dev.meerkat.model.Model;
import dev.meerkat.model.Schema;
import dev.meerkat.options.ConnectionOptions;
import dev.meerkat.stats.DrainReport;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.bson.Document;

/**
 * A long-lived, named handle to one MongoDB deployment: its options, state, events and managed client. It outlives outages, close and
 * reopen.
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
