package dev.meerkat.internal.index;

import java.util.Map;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/** Whether two values mean the same to a server that stores {@code 1} as it likes: as int, long, double or true. */
final class Alike {
    private Alike() {}

    /** Values and keys in order. */
    static boolean inOrder(@Nullable BsonDocument one, @Nullable BsonDocument other) {
        return one == null || other == null ? one == other : documents(one, other, true);
    }

    /** Values, keys in any order. */
    static boolean inAnyOrder(@Nullable BsonDocument one, @Nullable BsonDocument other) {
        return one == null || other == null ? one == other : documents(one, other, false);
    }

    private static boolean documents(BsonDocument one, BsonDocument other, boolean ordered) {
        if (one.size() != other.size()) {
            return false;
        }
        if (ordered
                && !one.keySet().stream()
                        .toList()
                        .equals(other.keySet().stream().toList())) {
            return false;
        }
        for (Map.Entry<String, BsonValue> entry : one.entrySet()) {
            BsonValue theirs = other.get(entry.getKey());
            if (theirs == null || !values(entry.getValue(), theirs)) {
                return false;
            }
        }
        return true;
    }

    static boolean values(BsonValue one, BsonValue other) {
        if (one.isDocument() && other.isDocument()) {
            // Operators beside each other commute; a document that is a value does not.
            boolean operators = one.asDocument().keySet().stream().allMatch(key -> key.startsWith("$"));
            return documents(one.asDocument(), other.asDocument(), !operators);
        }
        if (one.isArray() && other.isArray()) {
            return arrays(one.asArray(), other.asArray());
        }
        if (numeric(one) && numeric(other)) {
            return number(one) == number(other);
        }
        return one.equals(other);
    }

    private static boolean arrays(BsonArray one, BsonArray other) {
        if (one.size() != other.size()) {
            return false;
        }
        for (int at = 0; at < one.size(); at++) {
            if (!values(one.get(at), other.get(at))) {
                return false;
            }
        }
        return true;
    }

    private static boolean numeric(BsonValue value) {
        return value.isNumber() && !value.isDecimal128();
    }

    private static double number(BsonValue value) {
        return value.asNumber().doubleValue();
    }

    /** An option that is on: true, or a number that is not 0. */
    static boolean on(@Nullable BsonValue value) {
        return value != null
                && (value.isBoolean() ? value.asBoolean().getValue() : numeric(value) && number(value) != 0);
    }
}
