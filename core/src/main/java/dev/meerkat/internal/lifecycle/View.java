package dev.meerkat.internal.lifecycle;

import com.mongodb.TransactionOptions;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.changestream.ChangeStreamDocument;
import dev.meerkat.Connection;
import dev.meerkat.ConnectionState;
import dev.meerkat.ConnectionStatus;
import dev.meerkat.Subscription;
import dev.meerkat.diagnosis.Lint;
import dev.meerkat.event.ConnectionEvent;
import dev.meerkat.health.Health;
import dev.meerkat.health.Ping;
import dev.meerkat.internal.model.Models;
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
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * A connection as seen from another database: state, events, gate and sockets are the connection's, models are its own.
 *
 * <p>Two references and a name until it has models. Thread safety: safe; its monitor guards the step to having models. Source: contract V1, C5.
 */
final class View implements Connection {
    private final GuardedConnection whole;
    private final String database;
    private volatile @Nullable Models models;

    View(GuardedConnection whole, String database) {
        this.whole = whole;
        this.database = database;
    }

    @Override
    public String name() {
        return whole.name();
    }

    @Override
    public ConnectionOptions options() {
        return whole.options();
    }

    @Override
    public ConnectionState state() {
        return whole.state();
    }

    @Override
    public ConnectionStatus status() {
        return whole.status();
    }

    @Override
    public Health health() {
        return whole.health();
    }

    @Override
    public List<Lint> lint() {
        return whole.lint();
    }

    @Override
    public Ping ping(Duration timeout) {
        return whole.ping(timeout);
    }

    @Override
    public Subscription observePools(PoolObserver observer) {
        return whole.observePools(observer);
    }

    @Override
    public Connection open() {
        whole.open();
        return this;
    }

    @Override
    public Connection open(ConnectionOptions options) {
        whole.open(options);
        return this;
    }

    @Override
    public CompletableFuture<Connection> openAsync() {
        return whole.openAsync().thenApply(opened -> this);
    }

    @Override
    public Connection awaitConnected(Duration timeout) {
        whole.awaitConnected(timeout);
        return this;
    }

    @Override
    public RotationReport reconfigure(ConnectionOptions options) {
        return whole.reconfigure(options);
    }

    @Override
    public RotationReport reconfigure(Consumer<ConnectionOptions.Builder> change) {
        return whole.reconfigure(change);
    }

    @Override
    public CompletableFuture<RotationReport> reconfigureAsync(Consumer<ConnectionOptions.Builder> change) {
        return whole.reconfigureAsync(change);
    }

    @Override
    public <E extends ConnectionEvent> Subscription on(Class<E> type, Consumer<? super E> listener) {
        return whole.on(type, listener);
    }

    @Override
    public <E extends ConnectionEvent> Subscription onReplayingCurrent(Class<E> type, Consumer<? super E> listener) {
        return whole.onReplayingCurrent(type, listener);
    }

    @Override
    public List<ConnectionEvent> timeline() {
        return whole.timeline();
    }

    @Override
    public List<Leak> leaks() {
        return whole.leaks();
    }

    @Override
    public ConnectionIndexes indexes() {
        return modelsMade().indexes();
    }

    @Override
    public MongoClient client() {
        return whole.client();
    }

    @Override
    public MongoDatabase database() {
        return whole.client().getDatabase(database);
    }

    @Override
    public Connection useDb(String name) {
        return whole.useDb(name);
    }

    @Override
    public boolean forgetDb(String name) {
        return whole.forgetDb(name);
    }

    @Override
    public <T extends @Nullable Object> T inTransaction(
            TransactionOptions options, Function<? super ClientSession, T> work) {
        return whole.inTransaction(options, work);
    }

    @Override
    public ChangeStream watch(
            List<? extends Bson> pipeline,
            WatchOptions options,
            Consumer<? super ChangeStreamDocument<Document>> listener) {
        return whole.watch(database(), pipeline, options, listener);
    }

    @Override
    public <T> ChangeStream watch(
            MongoCollection<T> collection,
            List<? extends Bson> pipeline,
            WatchOptions options,
            Consumer<? super ChangeStreamDocument<T>> listener) {
        return whole.watch(collection, pipeline, options, listener);
    }

    @Override
    public <T> Model<T> model(String name, Class<T> type) {
        return modelsMade().model(name, type, null);
    }

    @Override
    public Model<Document> model(String name, Schema schema) {
        return modelsMade().model(name, Document.class, schema);
    }

    @Override
    public <T> Model<T> model(String name, Class<T> type, Schema schema) {
        return modelsMade().model(name, type, schema);
    }

    @Override
    public List<Model<?>> models() {
        Models known = models;
        return known == null ? List.of() : known.all();
    }

    @Override
    public boolean removeModel(String name) {
        Models known = models;
        return known != null && known.remove(name);
    }

    GuardedConnection whole() {
        return whole;
    }

    /** Forgets every model, for a view that is forgotten itself. */
    void forgetModels() {
        models().forEach(model -> removeModel(model.name()));
    }

    private Models modelsMade() {
        Models known = models;
        if (known != null) {
            return known;
        }
        synchronized (this) {
            known = models;
            if (known == null) {
                known = whole.modelsOf(this);
                models = known;
            }
            return known;
        }
    }

    /** Closes nothing. */
    @Override
    public DrainReport close() {
        return DrainReport.EMPTY;
    }

    @Override
    public String toString() {
        return "Connection[" + whole.name() + ", database " + database + ", " + state() + "]";
    }
}
