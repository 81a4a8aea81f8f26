package dev.meerkat.model;

import dev.meerkat.options.StrictQuery;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the documents of a collection look like: fields with types and rules, what becomes of other fields, timestamps, the version field,
 * indexes. Made by {@link #builder()} for dynamic documents, and by a model from the annotations of a record or class.
 *
 * <p>Immutable; two are equal when all of this is. Source: contract I2.
 */
public final class Schema {
    private final Map<String, Field> fields;
    private final Strict strict;
    private final @Nullable StrictQuery strictQuery;
    private final @Nullable String collection;
    private final @Nullable Timestamps timestamps;
    private final @Nullable String version;
    private final List<IndexDefinition> ownIndexes;
    private final @Nullable IndexPolicy indexPolicy;

    Schema(SchemaBuilder.Parts from) {
        this.fields = Collections.unmodifiableMap(new LinkedHashMap<>(from.fields()));
        this.strict = from.strict();
        this.strictQuery = from.strictQuery();
        this.collection = from.collection();
        this.timestamps = from.timestamps();
        this.version = from.version();
        this.ownIndexes = List.copyOf(from.indexes());
        this.indexPolicy = from.indexPolicy();
    }

    /** Begins a schema. */
    public static SchemaBuilder builder() {
        return new SchemaBuilder();
    }

    /** A schema that knows no field and keeps all: documents as with the driver alone. */
    public static Schema open() {
        return builder().strict(Strict.FALSE).build();
    }

    /** The fields by their names, in order; {@code _id} is among them only if it was declared. */
    public Map<String, Field> fields() {
        return fields;
    }

    /** What becomes of fields that are not declared. */
    public Strict strict() {
        return strict;
    }

    /** What becomes of keys in filters of reads that are not declared; empty means as the connection's option says. */
    public Optional<StrictQuery> strictQuery() {
        return Optional.ofNullable(strictQuery);
    }

    /** The collection's name; empty means the model's name in the plural. */
    public Optional<String> collection() {
        return Optional.ofNullable(collection);
    }

    /** The fields for the times of creation and last change, if the model keeps them. */
    public Optional<Timestamps> timestamps() {
        return Optional.ofNullable(timestamps);
    }

    /** The field that counts a document's changes, if writes with an old count are to be refused. */
    public Optional<String> version() {
        return Optional.ofNullable(version);
    }

    /** All indexes: of single fields, of nested documents with their paths, and the schema's own, without the one on {@code _id}. */
    public List<IndexDefinition> indexes() {
        List<IndexDefinition> all = new ArrayList<>();
        NestedIndexes.add(all, fields.values());
        ownIndexes.stream().filter(index -> !all.contains(index)).forEach(all::add);
        return List.copyOf(all);
    }

    /** What Meerkat does about the indexes by itself; empty means as the connection's {@code autoIndex} says. */
    public Optional<IndexPolicy> indexPolicy() {
        return Optional.ofNullable(indexPolicy);
    }

    /** A builder that starts with everything this schema says. */
    public SchemaBuilder toBuilder() {
        return new SchemaBuilder(this);
    }

    List<IndexDefinition> ownIndexes() {
        return ownIndexes;
    }

    /** What differs, each in a few words that name the field or the option; empty if the two are equal. */
    public List<String> differences(Schema other) {
        List<String> found = new ArrayList<>();
        fields.forEach((name, field) -> {
            Field theirs = other.fields.get(name);
            if (theirs == null) {
                found.add("field " + name + " is missing");
            } else if (!field.equals(theirs)) {
                found.add("field " + name + ": " + FieldDifference.of(field, theirs));
            }
        });
        other.fields.keySet().stream()
                .filter(name -> !fields.containsKey(name))
                .forEach(name -> found.add("field " + name + " is new"));
        compare(found, "strict", strict, other.strict);
        compare(found, "strictQuery", strictQuery, other.strictQuery);
        compare(found, "collection", collection, other.collection);
        compare(found, "timestamps", timestamps, other.timestamps);
        compare(found, "version", version, other.version);
        compare(found, "indexes", ownIndexes, other.ownIndexes);
        compare(found, "indexPolicy", indexPolicy, other.indexPolicy);
        return found;
    }

    private static void compare(List<String> found, String what, @Nullable Object mine, @Nullable Object theirs) {
        if (!Objects.equals(mine, theirs)) {
            found.add(what + " is " + theirs + " instead of " + mine);
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Schema schema && differences(schema).isEmpty();
    }

    @Override
    public int hashCode() {
        return Objects.hash(fields.keySet(), strict, collection, timestamps, version);
    }

    @Override
    public String toString() {
        return "Schema" + fields.keySet();
    }
}
