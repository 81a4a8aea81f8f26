package dev.meerkat.internal.model;

import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/**
 * Marks operators that came as data, a document of them or a regular expression: they are put into a document whose only key no document from outside can have, because
 * BSON forbids NUL in names. Source: contract §4, {@code sanitizeFilter}.
 */
final class Marks {
    private static final String KEY = "\0data";

    private Marks() {}

    static BsonDocument mark(BsonValue operators) {
        return new BsonDocument(KEY, operators);
    }

    /** The operators that came as data; null if the value is something else. */
    static @Nullable BsonValue marked(BsonValue value) {
        return value instanceof BsonDocument document && !document.isEmpty() ? document.get(KEY) : null;
    }

    /** Whether a document is one of operators: its first key begins with {@code $}, and it is no database reference. */
    static boolean hasOperators(BsonDocument document) {
        if (document.isEmpty()) {
            return false;
        }
        String first = document.getFirstKey();
        return first.startsWith("$") && !first.equals("$ref") && !first.equals("$id") && !first.equals("$db");
    }

    /** The value without marks, at any depth; the same object if it has none. */
    static BsonValue strip(BsonValue value) {
        BsonValue marked = marked(value);
        if (marked != null) {
            return strip(marked);
        }
        if (value instanceof BsonDocument document) {
            return strip(document);
        }
        return value instanceof BsonArray array ? strip(array) : value;
    }

    private static BsonDocument strip(BsonDocument document) {
        BsonDocument changed = null;
        for (var entry : document.entrySet()) {
            BsonValue stripped = strip(entry.getValue());
            if (stripped != entry.getValue()) {
                changed = changed == null ? copy(document) : changed;
                changed.put(entry.getKey(), stripped);
            }
        }
        return changed == null ? document : changed;
    }

    private static BsonArray strip(BsonArray array) {
        BsonArray changed = null;
        for (int at = 0; at < array.size(); at++) {
            BsonValue stripped = strip(array.get(at));
            if (stripped != array.get(at)) {
                changed = changed == null ? new BsonArray(array.getValues()) : changed;
                changed.set(at, stripped);
            }
        }
        return changed == null ? array : changed;
    }

    /** A copy that shares the values. */
    static BsonDocument copy(BsonDocument document) {
        BsonDocument copy = new BsonDocument(document.size());
        copy.putAll(document);
        return copy;
    }
}
