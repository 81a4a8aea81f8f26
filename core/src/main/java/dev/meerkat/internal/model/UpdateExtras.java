package dev.meerkat.internal.model;

import dev.meerkat.model.DefaultValue;
import dev.meerkat.model.Timestamps;
import java.util.Map;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonValue;
import org.bson.codecs.configuration.CodecRegistry;

/** What a model adds to an update by itself: the time of the change, the version, and on an upsert what an insert would fill in. */
final class UpdateExtras {
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
            for (Node node : shape.fields) {
                DefaultValue fallback = node.rules.defaultValue();
                if (fallback != null && !mentions(filter, node.name)) {
                    Object value = values.prepared(node, fallback.get(), Place.WHOLE, node.name, found);
                    if (value != null && found.none()) {
                        put(update, "$setOnInsert", node.name, Values.encode(value, registry));
                    }
                }
            }
        }
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
        for (Map.Entry<String, BsonValue> entry : document.entrySet()) {
            if (entry.getKey().equals(path) || entry.getKey().startsWith(path + ".")) {
                return true;
            }
            if (entry.getKey().equals("$and")
                    && entry.getValue().isArray()
                    && entry.getValue().asArray().stream()
                            .anyMatch(clause -> clause.isDocument() && mentions(clause.asDocument(), path))) {
                return true;
            }
        }
        return false;
    }
}
