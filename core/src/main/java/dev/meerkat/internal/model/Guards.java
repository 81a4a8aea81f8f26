package dev.meerkat.internal.model;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonNull;
import org.bson.BsonValue;
import org.bson.codecs.configuration.CodecRegistry;
import org.jspecify.annotations.Nullable;

/** What the document to be replaced must still have: its version, and the values that never change. Thread safety: none. */
final class Guards {
    private final CodecRegistry registry;
    private final Map<String, BsonValue> values = new LinkedHashMap<>();
    private @Nullable String version;

    Guards(CodecRegistry registry) {
        this.registry = registry;
    }

    void immutable(String field, @Nullable Object value) {
        values.put(field, value == null ? BsonNull.VALUE : Values.encode(value, registry));
    }

    /** The count before the change; a document that has none yet counts as 0. */
    void version(String field, long count) {
        version = field;
        BsonValue value = Values.encode(count, registry);
        values.put(
                field,
                count == 0 ? new BsonDocument("$in", new BsonArray(java.util.List.of(value, BsonNull.VALUE))) : value);
    }

    boolean none() {
        return values.isEmpty();
    }

    @Nullable
    String version() {
        return version;
    }

    Map<String, BsonValue> values() {
        return values;
    }

    /** The filter with the guards. */
    BsonDocument added(BsonDocument filter) {
        BsonDocument guards = new BsonDocument();
        values.forEach((field, value) ->
                guards.append(field, value.isDocument() && Marks.hasOperators(value.asDocument()) ? value : eq(value)));
        BsonArray both = new BsonArray();
        both.add(filter);
        both.add(guards);
        return new BsonDocument("$and", both);
    }

    private static BsonDocument eq(BsonValue value) {
        return new BsonDocument("$eq", value);
    }
}
