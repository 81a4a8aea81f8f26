package dev.meerkat.internal.model;

import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.client.AggregateIterable;
import com.mongodb.client.ClientSession;
import com.mongodb.client.DistinctIterable;
import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.CountOptions;
import com.mongodb.client.model.FindOneAndDeleteOptions;
import com.mongodb.client.model.FindOneAndReplaceOptions;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.WriteModel;
import com.mongodb.client.result.DeleteResult;
import com.mongodb.client.result.UpdateResult;
import java.util.List;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * A collection's operations, in a session if there is one.
 *
 * @param collection the managed collection
 * @param session the session, or null
 */
record Calls<T>(MongoCollection<T> collection, @Nullable ClientSession session) {
    <R> FindIterable<R> find(Bson filter, Class<R> type) {
        return session == null ? collection.find(filter, type) : collection.find(session, filter, type);
    }

    FindIterable<T> find(Bson filter) {
        return session == null ? collection.find(filter) : collection.find(session, filter);
    }

    long count(Bson filter, CountOptions options) {
        return session == null
                ? collection.countDocuments(filter, options)
                : collection.countDocuments(session, filter, options);
    }

    <V> DistinctIterable<V> distinct(String path, Bson filter, Class<V> type) {
        return session == null
                ? collection.distinct(path, filter, type)
                : collection.distinct(session, path, filter, type);
    }

    <R> AggregateIterable<R> aggregate(List<? extends Bson> pipeline, Class<R> type) {
        return session == null ? collection.aggregate(pipeline, type) : collection.aggregate(session, pipeline, type);
    }

    void insertOne(T document) {
        if (session == null) {
            collection.insertOne(document);
        } else {
            collection.insertOne(session, document);
        }
    }

    void insertMany(List<T> documents) {
        if (session == null) {
            collection.insertMany(documents);
        } else {
            collection.insertMany(session, documents);
        }
    }

    UpdateResult replaceOne(Bson filter, T document, ReplaceOptions options) {
        return session == null
                ? collection.replaceOne(filter, document, options)
                : collection.replaceOne(session, filter, document, options);
    }

    UpdateResult updateOne(Bson filter, Bson update, UpdateOptions options) {
        return session == null
                ? collection.updateOne(filter, update, options)
                : collection.updateOne(session, filter, update, options);
    }

    UpdateResult updateMany(Bson filter, Bson update, UpdateOptions options) {
        return session == null
                ? collection.updateMany(filter, update, options)
                : collection.updateMany(session, filter, update, options);
    }

    DeleteResult deleteOne(Bson filter) {
        return session == null ? collection.deleteOne(filter) : collection.deleteOne(session, filter);
    }

    DeleteResult deleteMany(Bson filter) {
        return session == null ? collection.deleteMany(filter) : collection.deleteMany(session, filter);
    }

    @Nullable
    T findOneAndUpdate(Bson filter, Bson update, FindOneAndUpdateOptions options) {
        return session == null
                ? collection.findOneAndUpdate(filter, update, options)
                : collection.findOneAndUpdate(session, filter, update, options);
    }

    @Nullable
    T findOneAndReplace(Bson filter, T document, FindOneAndReplaceOptions options) {
        return session == null
                ? collection.findOneAndReplace(filter, document, options)
                : collection.findOneAndReplace(session, filter, document, options);
    }

    @Nullable
    T findOneAndDelete(Bson filter, FindOneAndDeleteOptions options) {
        return session == null
                ? collection.findOneAndDelete(filter, options)
                : collection.findOneAndDelete(session, filter, options);
    }

    BulkWriteResult bulkWrite(List<? extends WriteModel<? extends T>> writes, BulkWriteOptions options) {
        return session == null ? collection.bulkWrite(writes, options) : collection.bulkWrite(session, writes, options);
    }
}
