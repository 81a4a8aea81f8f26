package dev.meerkat.internal.model;

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
import com.mongodb.client.result.DeleteResult;
import com.mongodb.client.result.UpdateResult;
import dev.meerkat.Connection;
import dev.meerkat.internal.index.ModelIndexes;
import dev.meerkat.model.DuplicateKey;
import dev.meerkat.model.Model;
import dev.meerkat.model.Query;
import dev.meerkat.model.Schema;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * A handle of a model: what all of them share, and how this one sends its operations. Immutable, so as safe as its session.
 *
 * @param core the model
 * @param handling session, timeout and the like
 */
record Handle<T>(Core<T> core, Handling handling) implements Model<T>, Indexing {
    private static final Bson ALL = new BsonDocument();

    @Override
    public String name() {
        return core.name;
    }

    @Override
    public Class<T> type() {
        return core.type;
    }

    @Override
    public Schema schema() {
        return core.schema;
    }

    @Override
    public Connection connection() {
        return core.connection;
    }

    @Override
    public String collectionName() {
        return core.collectionName;
    }

    @Override
    public MongoCollection<T> collection() {
        return handling.apply(core.bound().collection());
    }

    @Override
    public ModelIndexes indexes() {
        return core.indexes;
    }

    Calls<T> calls() {
        return new Calls<>(collection(), handling.session());
    }

    private Writing<T> writing() {
        return new Writing<>(core, calls());
    }

    @Override
    public Handle<T> withSession(ClientSession session) {
        return new Handle<>(core, handling.with(session));
    }

    @Override
    public Handle<T> withTimeout(Duration timeout) {
        return new Handle<>(core, handling.with(timeout));
    }

    @Override
    public Handle<T> withReadPreference(ReadPreference preference) {
        return new Handle<>(core, handling.with(preference));
    }

    @Override
    public Handle<T> withWriteConcern(WriteConcern concern) {
        return new Handle<>(core, handling.with(concern));
    }

    @Override
    public Query<T> find() {
        return find(ALL);
    }

    @Override
    public Query<T> find(Bson filter) {
        return new FindQuery<>(this, filter, FindSpec.PLAIN, core.type);
    }

    @Override
    public Optional<T> findOne(Bson filter) {
        return Optional.ofNullable(calls().find(core.forRead(filter, null)).first());
    }

    @Override
    public Optional<T> findById(Object id) {
        return findOne(core.byId(id));
    }

    @Override
    public boolean exists(Bson filter) {
        return find(filter).exists();
    }

    @Override
    public long count() {
        return find().count();
    }

    @Override
    public long count(Bson filter) {
        return find(filter).count();
    }

    @Override
    public <V> List<V> distinct(String path, Class<V> valueType) {
        return distinct(path, valueType, ALL);
    }

    @Override
    public <V> List<V> distinct(String path, Class<V> valueType, Bson filter) {
        return calls().distinct(path, core.forRead(filter, null), valueType).into(new ArrayList<>());
    }

    @Override
    public T create(T document) {
        Violations found = new Violations(core.label);
        T written = core.preparation.insert(document, found);
        found.refuseWrite();
        calls().insertOne(written);
        return written;
    }

    @Override
    public List<T> insertMany(List<? extends T> documents) {
        Violations found = new Violations(core.label);
        List<T> written = new ArrayList<>(documents.size());
        for (T document : documents) {
            found.of(written.size());
            written.add(core.preparation.insert(document, found));
        }
        found.refuseWrite();
        calls().insertMany(written);
        return written;
    }

    @Override
    public Optional<T> replace(T document) {
        return writing().replace(document);
    }

    @Override
    public UpdateResult replaceOne(Bson filter, T document, ReplaceOptions options) {
        return writing().replaceOne(core.forWrite(filter), document, options);
    }

    @Override
    public UpdateResult updateOne(Bson filter, Bson update, UpdateOptions options) {
        return writing().updateOne(core.forWrite(filter), update, options);
    }

    @Override
    public UpdateResult updateMany(Bson filter, Bson update, UpdateOptions options) {
        return writing().updateMany(core.forWrite(filter), update, options);
    }

    @Override
    public DeleteResult deleteOne(Bson filter) {
        return writing().deleteOne(core.forWrite(filter));
    }

    @Override
    public DeleteResult deleteMany(Bson filter) {
        return calls().deleteMany(core.forWrite(filter));
    }

    @Override
    public Optional<T> findOneAndUpdate(Bson filter, Bson update, FindOneAndUpdateOptions options) {
        return Optional.ofNullable(writing().findOneAndUpdate(core.forWrite(filter), update, options));
    }

    @Override
    public Optional<T> findOneAndReplace(Bson filter, T document, FindOneAndReplaceOptions options) {
        return Optional.ofNullable(writing().findOneAndReplace(core.forWrite(filter), document, options));
    }

    @Override
    public Optional<T> findOneAndDelete(Bson filter, FindOneAndDeleteOptions options) {
        return Optional.ofNullable(writing().findOneAndDelete(core.forWrite(filter), options));
    }

    @Override
    public AggregateIterable<Document> aggregate(List<? extends Bson> pipeline) {
        return aggregate(pipeline, Document.class);
    }

    @Override
    public <R> AggregateIterable<R> aggregate(List<? extends Bson> pipeline, Class<R> resultType) {
        return calls().aggregate(pipeline, resultType);
    }

    @Override
    public BulkWriteResult bulkWrite(List<? extends WriteModel<? extends T>> writes, BulkWriteOptions options) {
        return new Bulk<>(core, calls()).send(writes, options);
    }

    @Override
    public Optional<DuplicateKey> duplicateKey(Throwable failure) {
        return Optional.ofNullable(DuplicateKeys.in(failure, core.shape));
    }

    @Override
    public String toString() {
        return "Model[" + core.name + " on " + core.connection.name() + "." + core.collectionName + "]";
    }
}
