package dev.meerkat.model;

import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.client.AggregateIterable;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.FindOneAndDeleteOptions;
import com.mongodb.client.model.FindOneAndReplaceOptions;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.WriteModel;
import com.mongodb.client.model.changestream.ChangeStreamDocument;
import com.mongodb.client.result.DeleteResult;
import com.mongodb.client.result.UpdateResult;
import dev.meerkat.Connection;
import dev.meerkat.watch.ChangeStream;
import dev.meerkat.watch.WatchOptions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * A named kind of documents on one connection: maps them to {@code T} with the driver's codecs, checks what is written, casts what is
 * asked. May be made before the connection is opened, and survives close and reopen.
 *
 * <p>All operations pass the connection's gate. Errors: the driver's own, unchanged; {@link dev.meerkat.error.ValidationException} with every
 * path at once, {@link dev.meerkat.error.InvalidFilterException} and {@link dev.meerkat.error.StaleVersionException} are thrown with nothing
 * written. Thread safety: safe; one with a session as safe as the session. Source: contract §9.
 *
 * @param <T> a record, a class or {@link Document}
 */
public interface Model<T> extends IndexedModel {
    /** Its name on the connection. */
    String name();

    /** The class of its documents. */
    Class<T> type();

    /** What it knows of its documents. */
    Schema schema();

    /** The connection it belongs to. */
    Connection connection();

    /** The collection's name: the schema's, or its own name in the plural. */
    String collectionName();

    /** The managed collection behind it, without rules and casts; with the model's codecs and settings. */
    MongoCollection<T> collection();

    /** The same model, every operation in this session. */
    Model<T> withSession(ClientSession session);

    /** The same model, at most so long for each operation, at least 1 ms. */
    Model<T> withTimeout(Duration timeout);

    /** The same model, reading from these members. */
    Model<T> withReadPreference(ReadPreference preference);

    /** The same model, with writes confirmed so. */
    Model<T> withWriteConcern(WriteConcern concern);

    /** All documents. */
    Query<T> find();

    /** The documents that match. */
    Query<T> find(Bson filter);

    /** The first that matches. */
    Optional<T> findOne(Bson filter);

    /** The one with this {@code _id}, which is cast: the text of an ObjectId will do for one. */
    Optional<T> findById(Object id);

    /** Whether one matches. */
    boolean exists(Bson filter);

    /** How many there are. */
    long count();

    /** How many match. */
    long count(Bson filter);

    /** The different values at a path. */
    <V> List<V> distinct(String path, Class<V> type);

    /** The different values at a path, among the documents that match. */
    <V> List<V> distinct(String path, Class<V> type, Bson filter);

    /** Inserts; returns what was stored, with id, defaults, times and version. A class's object is filled in and returned itself. */
    T create(T document);

    /** Inserts all, in order, or none if one breaks a rule; returns what was stored. The server may still refuse one after others. */
    List<T> insertMany(List<? extends T> documents);

    /**
     * Puts the document in the place of the one with its {@code _id}; returns what was stored, or nothing if there is none. A class's object is
     * filled in, and is as it was before when this throws.
     *
     * @throws dev.meerkat.error.StaleVersionException when that has another version
     */
    Optional<T> replace(T document);

    /** Puts the document in the place of the first that matches. */
    default UpdateResult replaceOne(Bson filter, T document) {
        return replaceOne(filter, document, new ReplaceOptions());
    }

    /** As {@link #replaceOne(Bson, Object)}, with the driver's options. */
    UpdateResult replaceOne(Bson filter, T document, ReplaceOptions options);

    /** Changes the first that matches; updates are the driver's {@code Updates}. */
    default UpdateResult updateOne(Bson filter, Bson update) {
        return updateOne(filter, update, new UpdateOptions());
    }

    /** As {@link #updateOne(Bson, Bson)}, with the driver's options, {@code upsert} for example. */
    UpdateResult updateOne(Bson filter, Bson update, UpdateOptions options);

    /** Changes all that match. */
    default UpdateResult updateMany(Bson filter, Bson update) {
        return updateMany(filter, update, new UpdateOptions());
    }

    /** As {@link #updateMany(Bson, Bson)}, with the driver's options. */
    UpdateResult updateMany(Bson filter, Bson update, UpdateOptions options);

    /**
     * Deletes the first that matches.
     *
     * @throws dev.meerkat.error.StaleVersionException when the filter names the version, and a document matches without it
     */
    DeleteResult deleteOne(Bson filter);

    /** Deletes all that match. */
    DeleteResult deleteMany(Bson filter);

    /** Changes the first that matches and returns it, as it was before unless the options say after. */
    default Optional<T> findOneAndUpdate(Bson filter, Bson update) {
        return findOneAndUpdate(filter, update, new FindOneAndUpdateOptions());
    }

    /** As {@link #findOneAndUpdate(Bson, Bson)}, with the driver's options. */
    Optional<T> findOneAndUpdate(Bson filter, Bson update, FindOneAndUpdateOptions options);

    /** Replaces the first that matches and returns it, as it was before unless the options say after. */
    default Optional<T> findOneAndReplace(Bson filter, T document) {
        return findOneAndReplace(filter, document, new FindOneAndReplaceOptions());
    }

    /** As {@link #findOneAndReplace(Bson, Object)}, with the driver's options. */
    Optional<T> findOneAndReplace(Bson filter, T document, FindOneAndReplaceOptions options);

    /** Deletes the first that matches and returns it. */
    default Optional<T> findOneAndDelete(Bson filter) {
        return findOneAndDelete(filter, new FindOneAndDeleteOptions());
    }

    /** As {@link #findOneAndDelete(Bson)}, with the driver's options. */
    Optional<T> findOneAndDelete(Bson filter, FindOneAndDeleteOptions options);

    /** Runs a pipeline as it is: nothing in it is cast, as in Mongoose. */
    AggregateIterable<Document> aggregate(List<? extends Bson> pipeline);

    /** Runs a pipeline as it is, with its results as another class. */
    <R> AggregateIterable<R> aggregate(List<? extends Bson> pipeline, Class<R> type);

    /** As {@link #watch(List, WatchOptions, Consumer)}, with {@link WatchOptions#defaults()}. */
    default ChangeStream watch(List<? extends Bson> pipeline, Consumer<? super ChangeStreamDocument<T>> listener) {
        return watch(pipeline, WatchOptions.defaults(), listener);
    }

    /**
     * Gives {@code listener} every change of the collection, with documents mapped to {@code T}, one at a time and in order, on a thread of the
     * stream's own; see {@link Connection#watch(MongoCollection, List, WatchOptions, Consumer)}. Source: contract I7.
     */
    default ChangeStream watch(
            List<? extends Bson> pipeline, WatchOptions options, Consumer<? super ChangeStreamDocument<T>> listener) {
        return connection().watch(collection(), pipeline, options, listener);
    }

    /**
     * Sends several writes as one, in order; each is cast and checked as if alone, all of them before any is sent. What the server alone can tell
     * is not told for each: a replacement with an old version, or of an immutable value, matches nothing, which the result's counts show. An
     * upsert with an old version is refused before anything is sent.
     */
    default BulkWriteResult bulkWrite(List<? extends WriteModel<? extends T>> writes) {
        return bulkWrite(writes, new BulkWriteOptions());
    }

    /** As {@link #bulkWrite(List)}, with the driver's options. */
    BulkWriteResult bulkWrite(List<? extends WriteModel<? extends T>> writes, BulkWriteOptions options);

    /** Which unique index a failed write ran into, and with which values, secrets hidden; empty for another failure. Source: contract G8. */
    Optional<DuplicateKey> duplicateKey(Throwable failure);
}
