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

    /** Returns if there are no guards, or nothing matches the filter even without them. */
    void explain(Calls<?> calls, BsonDocument filter, Guards guards) {
        if (guards.none()) {
            return;
        }
        BsonDocument present = calls.find(filter, BsonDocument.class)
                .projection(Projections.include(List.copyOf(guards.values().keySet())))
                .first();
        if (present == null) {
            return;
        }
        Violations found = new Violations(model);
        guards.values().forEach((field, expected) -> {
            if (!field.equals(guards.version()) && !expected.equals(at(field, present))) {
                Node node = shape.at(field);
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

    private static BsonValue at(String path, BsonDocument document) {
        BsonValue value = document;
        for (String each : path.split("\\.")) {
            value = value.isDocument() ? value.asDocument().getOrDefault(each, BsonNull.VALUE) : BsonNull.VALUE;
        }
        return value;
    }

    private static boolean differs(Guards guards, String version, BsonDocument present) {
        BsonValue expected = guards.values().get(version);
        return expected != null && !expected.isDocument() && !expected.equals(present.get(version));
    }

    /** A guard that holds an upsert back would make the server insert: so one that would is refused before. */
    void beforeUpsert(Calls<?> calls, BsonDocument filter, Guards guards) {
        if (!guards.none() && nothing(calls, guards.added(filter))) {
            explain(calls, filter, guards);
        }
    }

    /** As above, for an update whose filter names the version. */
    void beforeUpsert(Calls<?> calls, BsonDocument filter) {
        if (namesVersion(filter) && nothing(calls, filter)) {
            explain(calls, filter);
        }
    }

    private static boolean nothing(Calls<?> calls, BsonDocument filter) {
        return calls.find(filter, BsonDocument.class).first() == null;
    }

    private boolean namesVersion(BsonDocument filter) {
        return shape.schema.version().map(version -> without(version, filter)).isPresent();
    }

    /**
     * After an update or deletion matched nothing: if its filter names a version and a document matches without it, that is the cause. Returns
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
        String message = model + ": the document with _id " + Shown.of(id) + " has another version now (" + field + "="
                + (present == null ? "none" : Shown.of(present)) + ")";
        Diagnosis diagnosis = Diagnosis.of(Problem.STALE_VERSION, message, null, null);
        return new StaleVersionException(diagnosis.toString(), diagnosis, null);
    }
}
