package dev.meerkat.internal.model;

import dev.meerkat.model.Timestamps;
import java.util.Set;
import org.bson.BsonArray;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.codecs.configuration.CodecRegistry;

/** What a model adds to an update by itself: the time of the change, the version, and on an upsert what an insert would fill in. */
final class UpdateExtras {
    /** Operators that leave no value behind where there was none. */
    private static final Set<String> GIVE_NOTHING = Set.of("$unset", "$pull", "$pullAll", "$pop", "$rename");

    private final Shape shape;
    private final DocumentValues values;
    private final Clock clock;

    UpdateExtras(Shape shape, DocumentValues values, Clock clock) {
        this.shape = shape;
        this.values = values;
        this.clock = clock;
    }

    void add(BsonDocument update, boolean upsert, BsonDocument filter, CodecRegistry registry, Violations found) {
        Timestamps stamps = shape.schema.timestamps().orElse(null);
        if (stamps != null) {
            BsonDateTime now = new BsonDateTime(clock.now().toEpochMilli());
            put(update, "$set", stamps.updatedAt(), now);
            if (upsert) {
                put(update, "$setOnInsert", stamps.createdAt(), now);
            }
        }
        shape.schema.version().ifPresent(version -> put(update, "$inc", version, new BsonInt32(1)));
        if (upsert) {
            shape.fields.stream()
                    .filter(node -> !inserted(update, filter, node.name))
                    .forEach(node -> insert(node, update, registry, found));
        }
    }

    /** What an insert has: the default, where the update and the filter give nothing. */
    private void insert(Node node, BsonDocument update, CodecRegistry registry, Violations found) {
        Object fallback = node.fallback(Place.WHOLE, found);
        Object value = fallback == null ? null : values.prepared(node, fallback, Place.WHOLE, node.name, found);
        if (value != null && found.none()) {
            put(update, "$setOnInsert", node.name, Values.encode(value, registry));
        } else if (fallback == null && node.required && !node.name.equals(Shape.ID)) {
            found.add(node.name, null, node.secret, "required", "is required, and an upsert would insert without it");
        }
    }

    /** The fields of a {@code $set} stage that does the same at the end of a pipeline. */
    BsonDocument stage(boolean upsert) {
        BsonDocument added = new BsonDocument();
        shape.schema.timestamps().ifPresent(stamps -> {
            BsonDateTime now = new BsonDateTime(clock.now().toEpochMilli());
            added.append(stamps.updatedAt(), now);
            if (upsert) {
                added.append(stamps.createdAt(), ifNull(stamps.createdAt(), now));
            }
        });
        shape.schema
                .version()
                .ifPresent(version ->
                        added.append(version, array("$add", ifNull(version, new BsonInt64(0)), new BsonInt32(1))));
        return added;
    }

    private static BsonDocument ifNull(String path, BsonValue otherwise) {
        return array("$ifNull", new BsonString("$" + path), otherwise);
    }

    private static BsonDocument array(String operator, BsonValue first, BsonValue second) {
        BsonArray both = new BsonArray();
        both.add(first);
        both.add(second);
        return new BsonDocument(operator, both);
    }

    /** Adds it unless the update has that path, or one above or below it, already. */
    private static void put(BsonDocument update, String operator, String path, BsonValue value) {
        for (BsonValue fields : update.values()) {
            if (fields instanceof BsonDocument document && mentions(document, path)) {
                return;
            }
        }
        if (update.get(operator) instanceof BsonDocument present) {
            present.put(path, value);
        } else {
            update.put(operator, new BsonDocument(path, value));
        }
    }

    private static boolean mentions(BsonDocument document, String path) {
        return document.keySet().stream().anyMatch(key -> key.equals(path) || key.startsWith(path + "."));
    }

    /** Whether a document that the upsert inserts has that field: from an operator, or because the filter asks for one value. */
    private static boolean inserted(BsonDocument update, BsonDocument filter, String path) {
        return update.entrySet().stream()
                        .anyMatch(entry -> !GIVE_NOTHING.contains(entry.getKey())
                                && entry.getValue() instanceof BsonDocument fields
                                && mentions(fields, path))
                || equals(filter, path);
    }

    private static boolean equals(BsonDocument filter, String path) {
        return filter.entrySet().stream().anyMatch(entry -> {
            BsonValue value = entry.getValue();
            if (entry.getKey().equals("$and") && value instanceof BsonArray clauses) {
                return clauses.stream().anyMatch(clause -> clause.isDocument() && equals(clause.asDocument(), path));
            }
            boolean one = !(value instanceof BsonDocument document)
                    || !Marks.hasOperators(document)
                    || document.containsKey("$eq");
            return one && (entry.getKey().equals(path) || entry.getKey().startsWith(path + "."));
        });
    }
}
