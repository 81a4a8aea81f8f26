package dev.meerkat.internal.model;

import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.DeleteManyModel;
import com.mongodb.client.model.DeleteOneModel;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.UpdateManyModel;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.WriteModel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.bson.BsonDocument;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * A bulk of writes: cast and checked, all before any is sent. A replacement with an old version matches nothing there, and an upsert with one
 * is refused, because it would insert.
 */
final class Bulk<T> {
    private final Core<T> core;
    private final Calls<T> calls;
    private final Violations found;
    private final List<Consumer<Stale>> upserts = new ArrayList<>();

    /** What gives the objects back the version that they had. */
    private final List<Runnable> undos = new ArrayList<>();

    Bulk(Core<T> core, Calls<T> calls) {
        this.core = core;
        this.calls = calls;
        this.found = new Violations(core.label);
    }

    /** Sends the writes; objects whose replacement may not have been written are as they were before, or the next one would not be stale. */
    BulkWriteResult send(List<? extends WriteModel<? extends T>> writes, BulkWriteOptions options) {
        boolean allWritten = false;
        try {
            BulkWriteResult result = calls.bulkWrite(cast(writes), options);
            allWritten = !result.wasAcknowledged() || all(writes, result);
            return result;
        } finally {
            if (!allWritten) {
                undos.forEach(Runnable::run);
            }
        }
    }

    /** Whether each write for one document met one, as far as the counts tell: they say nothing where one may meet many. */
    private static boolean all(List<? extends WriteModel<?>> writes, BulkWriteResult result) {
        boolean single = writes.stream().noneMatch(UpdateManyModel.class::isInstance);
        long wanted = writes.stream()
                .filter(each -> each instanceof ReplaceOneModel || each instanceof UpdateOneModel)
                .count();
        return single && result.getMatchedCount() + result.getUpserts().size() == wanted;
    }

    private List<WriteModel<T>> cast(List<? extends WriteModel<? extends T>> writes) {
        List<WriteModel<T>> cast = new ArrayList<>(writes.size());
        for (WriteModel<? extends T> write : writes) {
            found.of(cast.size());
            cast.add(cast(write));
        }
        found.refuseWrite();
        Stale stale = new Stale(core.label, core.shape);
        upserts.forEach(each -> each.accept(stale));
        return cast;
    }

    private WriteModel<T> cast(WriteModel<? extends T> write) {
        if (write instanceof InsertOneModel<? extends T> insert) {
            return new InsertOneModel<>(core.preparation.insert(insert.getDocument(), found));
        } else if (write instanceof ReplaceOneModel<? extends T> replace) {
            Guards guards = new Guards(core.all());
            undos.add(core.preparation.undo(replace.getReplacement()));
            T document = core.preparation.replace(replace.getReplacement(), guards, found);
            BsonDocument filter = core.forWrite(replace.getFilter());
            if (replace.getReplaceOptions().isUpsert()) {
                upserts.add(stale -> stale.beforeUpsert(calls, filter, guards));
            }
            return new ReplaceOneModel<>(guards.added(filter), document, replace.getReplaceOptions());
        } else if (write instanceof UpdateOneModel<? extends T> update) {
            return one(core.forWrite(update.getFilter()), update.getUpdate(), update);
        } else if (write instanceof UpdateManyModel<? extends T> update) {
            return many(core.forWrite(update.getFilter()), update.getUpdate(), update);
        } else if (write instanceof DeleteOneModel<? extends T> delete) {
            return new DeleteOneModel<>(core.forWrite(delete.getFilter()), delete.getOptions());
        } else if (write instanceof DeleteManyModel<? extends T> delete) {
            return new DeleteManyModel<>(core.forWrite(delete.getFilter()), delete.getOptions());
        }
        throw new IllegalArgumentException("a write of a kind this version does not know: " + write.getClass());
    }

    private WriteModel<T> one(BsonDocument filter, @Nullable Bson update, UpdateOneModel<? extends T> from) {
        UpdateOptions options = from.getOptions();
        List<? extends Bson> pipeline = from.getUpdatePipeline();
        return update == null && pipeline != null
                ? new UpdateOneModel<>(filter, core.pipeline(pipeline, options.isUpsert()), options)
                : new UpdateOneModel<>(filter, cast(update, options, filter), options);
    }

    private WriteModel<T> many(BsonDocument filter, @Nullable Bson update, UpdateManyModel<? extends T> from) {
        UpdateOptions options = from.getOptions();
        List<? extends Bson> pipeline = from.getUpdatePipeline();
        return update == null && pipeline != null
                ? new UpdateManyModel<>(filter, core.pipeline(pipeline, options.isUpsert()), options)
                : new UpdateManyModel<>(filter, cast(update, options, filter), options);
    }

    private BsonDocument cast(@Nullable Bson update, UpdateOptions options, BsonDocument filter) {
        if (options.isUpsert()) {
            upserts.add(stale -> stale.beforeUpsert(calls, filter));
        }
        return update == null ? new BsonDocument() : core.update(update, options.isUpsert(), filter, found);
    }
}
