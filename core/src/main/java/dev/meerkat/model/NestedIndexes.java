package dev.meerkat.model;

import java.util.Collection;
import java.util.List;
import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;

/** Indexes that nested schemas declare, under the paths they have in the whole document. */
final class NestedIndexes {
    private NestedIndexes() {}

    static void add(List<IndexDefinition> all, Collection<Field> fields) {
        for (Field field : fields) {
            Schema nested = schemaIn(field.type());
            if (nested != null) {
                nested.indexes().stream()
                        .map(index -> below(field.name(), index))
                        .filter(index -> !all.contains(index))
                        .forEach(all::add);
            }
        }
    }

    private static @Nullable Schema schemaIn(FieldType type) {
        if (type instanceof FieldType.Nested nested) {
            return nested.schema();
        }
        return type instanceof FieldType.ListOf list ? schemaIn(list.element()) : null;
    }

    private static IndexDefinition below(String parent, IndexDefinition index) {
        BsonDocument keys = below(parent, index.keys());
        BsonDocument weights = index.weights();
        BsonDocument projection = index.wildcardProjection();
        boolean named = !index.name().equals(IndexDefinition.defaultName(index.keys()));
        return new IndexDefinition(
                named ? index.name() : IndexDefinition.defaultName(keys),
                keys,
                index.unique(),
                index.sparse(),
                index.hidden(),
                index.partialFilter() == null ? null : below(parent, index.partialFilter()),
                index.expireAfter(),
                index.collation(),
                weights == null ? null : below(parent, weights),
                index.defaultLanguage(),
                projection == null ? null : below(parent, projection));
    }

    private static BsonDocument below(String parent, BsonDocument paths) {
        BsonDocument moved = new BsonDocument();
        paths.forEach((path, value) ->
                moved.append(path.startsWith("$") && !path.equals("$**") ? path : parent + "." + path, value));
        return moved;
    }
}
