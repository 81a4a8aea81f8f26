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

    /** A field that never changes, or has something below it that never does. */
    void kept(Node node, @Nullable Object value) {
        kept(node, node.name, value == null ? BsonNull.VALUE : Values.encode(value, registry));
    }

    private void kept(Node node, String path, BsonValue value) {
        if (node.rules.immutable() || node.shape == null) {
            BsonValue stored = node.kind == null ? value : Casting.toKind(node.kind, value);
            values.put(path, stored == null ? value : stored);
            return;
        }
        BsonDocument below = value.isDocument() ? value.asDocument() : new BsonDocument();
        for (Node each : node.shape.kept) {
            kept(each, path + "." + each.name, below.getOrDefault(each.name, BsonNull.VALUE));
        }
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

    /** The filter with the guards, if there are any. */
    BsonDocument added(BsonDocument filter) {
        if (values.isEmpty()) {
            return filter;
        }
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
