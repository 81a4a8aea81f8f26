package dev.meerkat.internal.model;

import com.mongodb.client.model.FindOneAndReplaceOptions;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.result.UpdateResult;
import java.util.Objects;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** Replacements and updates: prepared, guarded, and explained where a guard held them back. */
record Writing<T>(Core<T> core, Calls<T> calls) {
    private Stale stale() {
        return new Stale(core.name, core.shape);
    }

    /** A replacement ready to be sent. */
    private record Ready<T>(T document, Guards guards) {}

    private Ready<T> ready(T document) {
        Violations found = new Violations(core.name);
        Guards guards = new Guards(core.all());
        T written = core.preparation.replace(document, guards, Place.ALONE, found);
        found.refuseWrite();
        return new Ready<>(written, guards);
    }

    Optional<T> replace(T document) {
        BsonDocument filter = core.forWrite(core.byId(idOf(document)));
        Ready<T> ready = ready(document);
        UpdateResult result = replaceOne(filter, ready, new ReplaceOptions());
        return result.wasAcknowledged() && result.getMatchedCount() == 0
                ? Optional.empty()
                : Optional.of(ready.document());
    }

    private Object idOf(T document) {
        Object id = core.preparation.id(document);
        Violations found = new Violations(core.name);
        if (id == null) {
            found.add(Shape.ID, null, false, "required", "is needed to find the document to replace");
            found.refuseWrite();
        }
        return Objects.requireNonNull(id);
    }

    UpdateResult replaceOne(BsonDocument filter, T document, ReplaceOptions options) {
        return replaceOne(filter, ready(document), options);
    }

    private UpdateResult replaceOne(BsonDocument filter, Ready<T> ready, ReplaceOptions options) {
        Guards guards = ready.guards();
        if (guards.none()) {
            return calls.replaceOne(filter, ready.document(), options);
        }
        if (options.isUpsert()) {
            refuseStaleUpsert(filter, guards);
        }
        UpdateResult result = calls.replaceOne(guards.added(filter), ready.document(), options);
        if (result.wasAcknowledged() && result.getMatchedCount() == 0 && !options.isUpsert()) {
            stale().explain(calls, filter, guards);
        }
        return result;
    }

    /** A guard that holds an upsert back would make the server insert: so one that would is refused before. */
    private void refuseStaleUpsert(BsonDocument filter, Guards guards) {
        boolean guarded = calls.find(guards.added(filter), BsonDocument.class).first() != null;
        if (!guarded) {
            stale().explain(calls, filter, guards);
        }
    }

    private BsonDocument update(BsonDocument filter, Bson update, boolean upsert) {
        Violations found = new Violations(core.name);
        BsonDocument written = core.update(update, upsert, filter, found);
        found.refuseWrite();
        return written;
    }

    UpdateResult updateOne(BsonDocument filter, Bson update, UpdateOptions options) {
        UpdateResult result = calls.updateOne(filter, update(filter, update, options.isUpsert()), options);
        if (result.wasAcknowledged() && result.getMatchedCount() == 0 && !options.isUpsert()) {
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
        Ready<T> ready = ready(document);
        Guards guards = ready.guards();
        if (guards.none()) {
            return calls.findOneAndReplace(filter, ready.document(), options);
        }
        if (options.isUpsert()) {
            refuseStaleUpsert(filter, guards);
        }
        T found = calls.findOneAndReplace(guards.added(filter), ready.document(), options);
        if (found == null && !options.isUpsert()) {
            stale().explain(calls, filter, guards);
        }
        return found;
    }
}
