package dev.meerkat.model;

import com.mongodb.client.model.Indexes;
import dev.meerkat.options.StrictQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * Collects a {@link Schema}; {@link #build()} finds every problem at once. Thread safety: none. Source: contract I2.
 */
public final class SchemaBuilder {
    private final Map<String, Field> fields = new LinkedHashMap<>();
    private final List<IndexDefinition> indexes = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private Strict strict = Strict.TRUE;
    private @Nullable StrictQuery strictQuery;
    private @Nullable String collection;
    private @Nullable Timestamps timestamps;
    private @Nullable String version;
    private @Nullable IndexPolicy indexPolicy;

    SchemaBuilder() {}

    SchemaBuilder(Schema from) {
        fields.putAll(from.fields());
        indexes.addAll(from.ownIndexes());
        strict = from.strict();
        strictQuery = from.strictQuery().orElse(null);
        collection = from.collection().orElse(null);
        timestamps = from.timestamps().orElse(null);
        version = from.version().orElse(null);
        indexPolicy = from.indexPolicy().orElse(null);
    }

    /** A field without rules. */
    public <V> SchemaBuilder field(String name, Class<V> type) {
        return field(name, type, rules -> {});
    }

    /**
     * A field of one value: text, a number, a date, an id, a truth, bytes, an enum; {@code Object}, {@code Document}, {@code Map} and {@code
     * List} mean anything of that kind. A primitive class has no null: it makes the field required.
     */
    public <V> SchemaBuilder field(String name, Class<V> type, Consumer<? super FieldBuilder<V>> rules) {
        FieldType known = ScalarTypes.fieldType(type);
        if (known == null) {
            problems.add("field " + name + ": " + type.getName()
                    + " is no type of a field; use nested(…), list(…) or Object");
            return this;
        }
        return add(name, known, rules);
    }

    /** A document within the document. */
    public SchemaBuilder nested(String name, Schema schema) {
        return nested(name, schema, rules -> {});
    }

    /** A document within the document, with rules for the whole of it. */
    public SchemaBuilder nested(String name, Schema schema, Consumer<? super FieldBuilder<Document>> rules) {
        return add(name, new FieldType.Nested(schema), rules);
    }

    /** A list of values. */
    public <E> SchemaBuilder list(String name, Class<E> element) {
        return list(name, element, each -> {}, whole -> {});
    }

    /** A list of values, with rules for each and for the list. */
    public <E> SchemaBuilder list(
            String name,
            Class<E> element,
            Consumer<? super FieldBuilder<E>> each,
            Consumer<? super FieldBuilder<List<E>>> whole) {
        FieldType known = ScalarTypes.fieldType(element);
        if (known == null) {
            problems.add(
                    "field " + name + ": " + element.getName() + " is no type of an element; use list(name, schema)");
            return this;
        }
        FieldBuilder<E> ofEach = new FieldBuilder<>();
        each.accept(ofEach);
        return add(name, new FieldType.ListOf(known, ofEach.build()), whole);
    }

    /** A list of documents. */
    public SchemaBuilder list(String name, Schema element) {
        return list(name, element, whole -> {});
    }

    /** A list of documents, with rules for the list. */
    public SchemaBuilder list(String name, Schema element, Consumer<? super FieldBuilder<List<Document>>> whole) {
        return add(name, new FieldType.ListOf(new FieldType.Nested(element), Rules.NONE), whole);
    }

    /** A document whose keys are data and whose values are of one type. */
    public <V> SchemaBuilder map(String name, Class<V> values) {
        FieldType known = ScalarTypes.fieldType(values);
        if (known == null) {
            problems.add("field " + name + ": " + values.getName() + " is no type of a map's values");
            return this;
        }
        return add(name, new FieldType.MapOf(known), rules -> {});
    }

    /** A field as it is; takes the place of one with the same name. */
    public SchemaBuilder field(Field field) {
        fields.put(field.name(), field);
        return this;
    }

    private <V> SchemaBuilder add(String name, FieldType type, Consumer<? super FieldBuilder<V>> rules) {
        FieldBuilder<V> builder = new FieldBuilder<>();
        rules.accept(builder);
        Field field = new Field(name, type, builder.build());
        if (fields.putIfAbsent(name, field) != null) {
            problems.add("field " + name + " is there twice");
        }
        if (builder.indexed()) {
            IndexBuilder index = IndexDefinition.builder(Indexes.ascending(name));
            index(builder.isUnique() ? index.unique().build() : index.build());
        }
        return this;
    }

    /** What becomes of fields that are not declared; {@link Strict#TRUE} by default. */
    public SchemaBuilder strict(Strict value) {
        strict = value;
        return this;
    }

    /** What becomes of keys in filters of reads that are not declared; as the connection's option says by default. */
    public SchemaBuilder strictQuery(StrictQuery value) {
        strictQuery = value;
        return this;
    }

    /** The collection's name; the model's name in the plural by default. */
    public SchemaBuilder collection(String name) {
        collection = name;
        return this;
    }

    /** Keeps {@code createdAt} and {@code updatedAt}. */
    public SchemaBuilder timestamps() {
        return timestamps(Timestamps.DEFAULT);
    }

    /** Keeps the times of creation and last change under these names. */
    public SchemaBuilder timestamps(Timestamps names) {
        timestamps = names;
        return this;
    }

    /** Counts a document's changes in this field, and refuses writes with an old count. */
    public SchemaBuilder version(String field) {
        version = field;
        return this;
    }

    /** An index without options; keys from the driver's {@code Indexes}. */
    public SchemaBuilder index(Bson keys) {
        return index(IndexDefinition.of(keys));
    }

    /** An index with options; keys from the driver's {@code Indexes}. */
    public SchemaBuilder index(Bson keys, Consumer<? super IndexBuilder> options) {
        IndexBuilder builder = IndexDefinition.builder(keys);
        options.accept(builder);
        return index(builder.build());
    }

    /** An index as it is. */
    public SchemaBuilder index(IndexDefinition index) {
        if (!indexes.contains(index)) {
            indexes.add(index);
        }
        return this;
    }

    /** What Meerkat does about the indexes by itself; as the connection's {@code autoIndex} says by default. */
    public SchemaBuilder indexPolicy(IndexPolicy value) {
        indexPolicy = value;
        return this;
    }

    /**
     * The schema.
     *
     * @throws dev.meerkat.error.InvalidModelException naming every problem
     */
    public Schema build() {
        if (timestamps != null) {
            addIfAbsent(timestamps.createdAt(), Instant.class);
            addIfAbsent(timestamps.updatedAt(), Instant.class);
        }
        if (version != null) {
            addIfAbsent(version, Long.class);
        }
        Parts parts = new Parts(fields, indexes, strict, strictQuery, collection, timestamps, version, indexPolicy);
        List<String> all = new ArrayList<>(problems);
        all.addAll(RuleProblems.of(parts));
        RuleProblems.refuse("the schema", all);
        return new Schema(parts);
    }

    private void addIfAbsent(String name, Class<?> type) {
        fields.putIfAbsent(name, new Field(name, new FieldType.Scalar(type), Rules.NONE));
    }

    /** What was collected, for the schema. */
    record Parts(
            Map<String, Field> fields,
            List<IndexDefinition> indexes,
            Strict strict,
            @Nullable StrictQuery strictQuery,
            @Nullable String collection,
            @Nullable Timestamps timestamps,
            @Nullable String version,
            @Nullable IndexPolicy indexPolicy) {}
}
