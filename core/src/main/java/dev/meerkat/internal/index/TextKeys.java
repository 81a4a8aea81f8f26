package dev.meerkat.internal.index;

import java.util.Map;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/** Keys of text indexes: a definition has {@code {title: "text"}}, the server {@code {_fts: "text", _ftsx: 1}} and the fields as weights. */
final class TextKeys {
    private static final BsonString TEXT = new BsonString("text");

    private TextKeys() {}

    static boolean in(BsonDocument keys) {
        return keys.containsValue(TEXT);
    }

    /** The keys as the server tells them; those of an index that is no text index stay. */
    static BsonDocument asServerTells(BsonDocument keys) {
        if (!in(keys) || keys.containsKey("_fts")) {
            return keys;
        }
        BsonDocument told = new BsonDocument();
        keys.forEach((field, kind) -> {
            if (!kind.equals(TEXT)) {
                told.append(field, kind);
            } else if (!told.containsKey("_fts")) {
                told.append("_fts", TEXT).append("_ftsx", new BsonInt32(1));
            }
        });
        return told;
    }

    /** The weights of all fields of a text index; null for other indexes. */
    static @Nullable BsonDocument weights(BsonDocument keys, @Nullable BsonDocument declared) {
        if (!in(keys)) {
            return null;
        }
        BsonDocument weights = new BsonDocument();
        for (Map.Entry<String, BsonValue> key : keys.entrySet()) {
            if (key.getValue().equals(TEXT) && !key.getKey().equals("_fts")) {
                weights.append(key.getKey(), new BsonInt32(1));
            }
        }
        if (declared != null) {
            weights.putAll(declared);
        }
        return weights;
    }
}
