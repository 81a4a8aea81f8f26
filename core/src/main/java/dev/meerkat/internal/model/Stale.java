package dev.meerkat.internal.model;

import com.mongodb.client.model.Projections;
import dev.meerkat.diagnosis.Diagnosis;
import dev.meerkat.diagnosis.Problem;
import dev.meerkat.error.StaleVersionException;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonNull;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/** Finds out why a guarded write matched nothing: no such document, another version, or a value that never changes. */
final class Stale {
    private final String model;
    private final Shape shape;

    Stale(String model, Shape shape) {
        this.model = model;
        this.shape = shape;
    }

    /** Returns if nothing matches the filter even without the guards. */
    void explain(Calls<?> calls, BsonDocument filter, Guards guards) {
        BsonDocument present = calls.find(filter, BsonDocument.class)
                .projection(Projections.include(List.copyOf(guards.values().keySet())))
                .first();
        if (present == null) {
            return;
        }
        Violations found = new Violations(model);
        guards.values().forEach((field, expected) -> {
            if (!field.equals(guards.version()) && !expected.equals(present.getOrDefault(field, BsonNull.VALUE))) {
                Node node = shape.field(field);
                boolean secret = node != null && node.secret;
                found.add(field, Shown.of(expected), secret, "immutable", "keeps the value it was inserted with");
            }
        });
        String version = guards.version();
        if (version != null && (found.none() || differs(guards, version, present))) {
            throw exception(present.getOrDefault("_id", BsonNull.VALUE), version, present.get(version));
        }
        found.refuseWrite();
    }

    private static boolean differs(Guards guards, String version, BsonDocument present) {
        BsonValue expected = guards.values().get(version);
        return expected != null && !expected.isDocument() && !expected.equals(present.get(version));
    }

    /**
     * After an update matched nothing: if its filter names a version and a document matches without it, that is the cause. Returns
     * otherwise.
     */
    void explain(Calls<?> calls, BsonDocument filter) {
        String version = shape.schema.version().orElse(null);
        BsonDocument rest = version == null ? null : without(version, filter);
        if (version == null || rest == null) {
            return;
        }
        BsonDocument present = calls.find(rest, BsonDocument.class)
                .projection(Projections.include(version))
                .first();
        if (present != null) {
            throw exception(present.getOrDefault("_id", BsonNull.VALUE), version, present.get(version));
        }
    }

    /** The filter without its conditions on that field; null if it has none. */
    private static @Nullable BsonDocument without(String field, BsonDocument filter) {
        BsonDocument rest = Marks.copy(filter);
        boolean found = rest.remove(field) != null;
        if (filter.get("$and") instanceof BsonArray clauses) {
            List<BsonValue> kept = new ArrayList<>();
            for (BsonValue clause : clauses) {
                BsonDocument less = clause instanceof BsonDocument document ? without(field, document) : null;
                found |= less != null;
                BsonValue left = less == null ? clause : less;
                if (!left.isDocument() || !left.asDocument().isEmpty()) {
                    kept.add(left);
                }
            }
            rest.remove("$and");
            if (!kept.isEmpty()) {
                rest.put("$and", new BsonArray(kept));
            }
        }
        return found ? rest : null;
    }

    private StaleVersionException exception(BsonValue id, String field, @Nullable BsonValue present) {
        String message = "model " + model + ": the document with _id " + Shown.of(id) + " has another version now ("
                + field + "=" + (present == null ? "none" : Shown.of(present)) + ")";
        Diagnosis diagnosis = Diagnosis.of(Problem.STALE_VERSION, message, null, null);
        return new StaleVersionException(
                diagnosis.code() + ": " + message + ". Fix: " + diagnosis.fix(), diagnosis, null);
    }
}
