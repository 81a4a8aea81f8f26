package dev.meerkat.internal.model;

import com.mongodb.client.model.FindOneAndDeleteOptions;
import com.mongodb.client.model.FindOneAndReplaceOptions;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.result.DeleteResult;
import com.mongodb.client.result.UpdateResult;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import org.bson.BsonDocument;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** Replacements and updates: prepared, guarded, and explained where a guard held them back. */
record Writing<T>(Core<T> core, Calls<T> calls) {
    private Stale stale() {
        return new Stale(core.label, core.shape);
    }

    /** Prepares and sends; when that fails, an object that was filled in is as it was before, or the next attempt would not be stale. */
    private <R extends @Nullable Object> R replacing(T document, BiFunction<T, Guards, R> sending) {
        Runnable undo = core.preparation.undo(document);
        try {
            Violations found = new Violations(core.label);
            Guards guards = new Guards(core.all());
            T written = core.preparation.replace(document, guards, found);
            found.refuseWrite();
            return sending.apply(written, guards);
        } catch (RuntimeException | Error failure) {
            undo.run();
            throw failure;
        }
    }

    Optional<T> replace(T document) {
        BsonDocument filter = core.forWrite(core.byId(idOf(document)));
        return replacing(
                document,
                (written, guards) -> matched(replaceOne(filter, written, guards, new ReplaceOptions()))
                        ? Optional.of(written)
                        : Optional.empty());
    }

    private static boolean matched(UpdateResult result) {
        return !result.wasAcknowledged() || result.getMatchedCount() > 0;
    }

    private Object idOf(T document) {
        Object id = core.preparation.id(document);
        Violations found = new Violations(core.label);
        if (id == null) {
            found.add(Shape.ID, null, false, "required", "is needed to find the document to replace");
            found.refuseWrite();
        }
        return Objects.requireNonNull(id);
    }

    UpdateResult replaceOne(BsonDocument filter, T document, ReplaceOptions options) {
        return replacing(document, (written, guards) -> replaceOne(filter, written, guards, options));
    }

    private UpdateResult replaceOne(BsonDocument filter, T written, Guards guards, ReplaceOptions options) {
        if (options.isUpsert()) {
            stale().beforeUpsert(calls, filter, guards);
        }
        UpdateResult result = calls.replaceOne(guards.added(filter), written, options);
        if (!matched(result) && !options.isUpsert()) {
            stale().explain(calls, filter, guards);
        }
        return result;
    }

    private BsonDocument update(BsonDocument filter, Bson update, boolean upsert) {
        Violations found = new Violations(core.label);
        BsonDocument written = core.update(update, upsert, filter, found);
        found.refuseWrite();
        if (upsert) {
            stale().beforeUpsert(calls, filter);
        }
        return written;
    }

    UpdateResult updateOne(BsonDocument filter, Bson update, UpdateOptions options) {
        BsonDocument written = update(filter, update, options.isUpsert());
        UpdateResult result = calls.updateOne(filter, written, options);
        if (!matched(result) && !options.isUpsert()) {
            stale().explain(calls, filter);
        }
        return result;
    }

    UpdateResult updateMany(BsonDocument filter, Bson update, UpdateOptions options) {
        return calls.updateMany(filter, update(filter, update, options.isUpsert()), options);
    }

    @Nullable
    T findOneAndUpdate(BsonDocument filter, Bson update, FindOneAndUpdateOptions options) {
        T found = calls.findOneAndUpdate(filter, update(filter, update, options.isUpsert()), options);
        if (found == null && !options.isUpsert()) {
            stale().explain(calls, filter);
        }
        return found;
    }

    @Nullable
    T findOneAndReplace(BsonDocument filter, T document, FindOneAndReplaceOptions options) {
        return replacing(document, (written, guards) -> {
            if (options.isUpsert()) {
                stale().beforeUpsert(calls, filter, guards);
            }
            T found = calls.findOneAndReplace(guards.added(filter), written, options);
            if (found == null && !options.isUpsert()) {
                stale().explain(calls, filter, guards);
            }
            return found;
        });
    }

    DeleteResult deleteOne(BsonDocument filter) {
        DeleteResult result = calls.deleteOne(filter);
        if (result.wasAcknowledged() && result.getDeletedCount() == 0) {
            stale().explain(calls, filter);
        }
        return result;
    }

    @Nullable
    T findOneAndDelete(BsonDocument filter, FindOneAndDeleteOptions options) {
        T found = calls.findOneAndDelete(filter, options);
        if (found == null) {
            stale().explain(calls, filter);
        }
        return found;
    }
}
