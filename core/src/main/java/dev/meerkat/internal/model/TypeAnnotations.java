package dev.meerkat.internal.model;

import dev.meerkat.model.Field;
import dev.meerkat.model.FieldType;
import dev.meerkat.model.IndexBuilder;
import dev.meerkat.model.IndexDefinition;
import dev.meerkat.model.Rules;
import dev.meerkat.model.SchemaBuilder;
import dev.meerkat.model.Strict;
import dev.meerkat.model.Timestamps;
import dev.meerkat.model.annotation.Collection;
import dev.meerkat.model.annotation.CompoundIndex;
import dev.meerkat.model.annotation.StrictFields;
import dev.meerkat.model.annotation.Timestamped;
import org.bson.BsonDocument;
import org.bson.codecs.pojo.annotations.BsonDiscriminator;

/** What the annotations of a class itself say. */
final class TypeAnnotations {
    private TypeAnnotations() {}

    static void read(Class<?> type, SchemaBuilder schema) {
        Collection collection = type.getAnnotation(Collection.class);
        if (collection != null) {
            schema.collection(collection.value());
        }
        BsonDiscriminator discriminator = type.getAnnotation(BsonDiscriminator.class);
        if (discriminator != null) {
            String key = discriminator.key().isEmpty() ? "_t" : discriminator.key();
            schema.field(new Field(key, new FieldType.Scalar(String.class), Rules.NONE));
            schema.strict(Strict.FALSE); // subclasses have fields of their own
        }
        StrictFields strict = type.getAnnotation(StrictFields.class);
        if (strict != null) {
            schema.strict(strict.value());
        }
        Timestamped stamped = type.getAnnotation(Timestamped.class);
        if (stamped != null) {
            schema.timestamps(new Timestamps(stamped.createdAt(), stamped.updatedAt()));
        }
        for (CompoundIndex index : type.getAnnotationsByType(CompoundIndex.class)) {
            IndexBuilder keys = IndexDefinition.builder(BsonDocument.parse(index.value()));
            schema.index(
                    options(keys, index.unique(), index.sparse(), index.hidden(), index.partialFilter(), index.name()));
        }
    }

    static IndexDefinition options(
            IndexBuilder index, boolean unique, boolean sparse, boolean hidden, String partialFilter, String name) {
        if (unique) {
            index.unique();
        }
        if (sparse) {
            index.sparse();
        }
        if (hidden) {
            index.hidden();
        }
        if (!partialFilter.isEmpty()) {
            index.partialFilter(BsonDocument.parse(partialFilter));
        }
        if (!name.isEmpty()) {
            index.name(name);
        }
        return index.build();
    }
}
