package dev.meerkat.internal.index;

import java.util.Map;
import java.util.TreeMap;
import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;

/** Compares wildcard projections: {@code {a: {b: 1}}} is {@code {"a.b": true}}. */
final class Projections {
    private Projections() {}

    static boolean equal(@Nullable BsonDocument one, @Nullable BsonDocument other) {
        return flat(one).equals(flat(other));
    }

    private static Map<String, Boolean> flat(@Nullable BsonDocument projection) {
        Map<String, Boolean> paths = new TreeMap<>();
        if (projection != null) {
            add(paths, "", projection);
        }
        return paths;
    }

    private static void add(Map<String, Boolean> paths, String parent, BsonDocument projection) {
        projection.forEach((field, value) -> {
            if (value.isDocument()) {
                add(paths, parent + field + ".", value.asDocument());
            } else {
                paths.put(parent + field, Alike.on(value));
            }
        });
    }
}
