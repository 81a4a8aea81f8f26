package dev.meerkat.internal.index;

import dev.meerkat.model.IndexDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/**
 * What makes two indexes the same, told alike whether a schema or a server says it. The name is no part of it, nor is what a definition
 * cannot say ({@code v}, {@code 2dsphereIndexVersion} and the like).
 */
record IndexShape(
        BsonDocument keys,
        boolean unique,
        boolean sparse,
        boolean hidden,
        @Nullable BsonDocument partialFilter,
        @Nullable Long expireAfterSeconds,
        @Nullable BsonDocument collation,
        boolean inheritsCollation,
        @Nullable BsonDocument weights,
        @Nullable String language,
        @Nullable BsonDocument wildcardProjection) {
    /** What the server can change without building the index anew. */
    private static final Set<String> CHANGEABLE = Set.of("hidden", "expireAfterSeconds");

    /** What a schema says. */
    static IndexShape of(IndexDefinition index) {
        boolean text = TextKeys.in(index.keys());
        BsonDocument collation =
                index.collation() == null ? null : index.collation().asDocument();
        return new IndexShape(
                TextKeys.asServerTells(index.keys()),
                index.unique(),
                index.sparse(),
                index.hidden(),
                index.partialFilter(),
                index.timeToLive().map(age -> age.toSeconds()).orElse(null),
                text ? null : Collations.meaning(collation),
                index.collation() == null,
                TextKeys.weights(index.keys(), index.weights()),
                text ? Objects.requireNonNullElse(index.defaultLanguage(), "english") : null,
                index.wildcardProjection());
    }

    /** What a server says in an entry of {@code listIndexes}. */
    static IndexShape of(BsonDocument entry) {
        BsonDocument keys = entry.getDocument("key");
        boolean text = TextKeys.in(keys);
        BsonValue age = entry.get("expireAfterSeconds");
        return new IndexShape(
                TextKeys.asServerTells(keys),
                Alike.on(entry.get("unique")),
                Alike.on(entry.get("sparse")),
                Alike.on(entry.get("hidden")),
                document(entry, "partialFilterExpression"),
                age != null && age.isNumber() ? (Long) age.asNumber().longValue() : null,
                text ? null : Collations.meaning(document(entry, "collation")),
                false,
                TextKeys.weights(keys, document(entry, "weights")),
                text
                        ? entry.getString("default_language", new BsonString("english"))
                                .getValue()
                        : null,
                document(entry, "wildcardProjection"));
    }

    private static @Nullable BsonDocument document(BsonDocument entry, String field) {
        BsonValue value = entry.get(field);
        return value != null && value.isDocument() ? value.asDocument() : null;
    }

    boolean text() {
        return weights != null;
    }

    boolean sameKeys(IndexShape other) {
        return Alike.inOrder(keys, other.keys) && Alike.inAnyOrder(weights, other.weights);
    }

    /**
     * What differs in {@code existing}, the options by the server's names; empty if the two are the same.
     *
     * @param ofCollection the collection's collation: an index that says nothing of collation has it, where the server tells so
     */
    List<Difference> differences(IndexShape existing, @Nullable BsonDocument ofCollection) {
        List<Difference> found = new ArrayList<>();
        add(found, "key", keys, existing.keys, Alike.inOrder(keys, existing.keys));
        add(found, "unique", unique, existing.unique, unique == existing.unique);
        add(found, "sparse", sparse, existing.sparse, sparse == existing.sparse);
        add(found, "hidden", hidden, existing.hidden, hidden == existing.hidden);
        boolean filters = Alike.inAnyOrder(partialFilter, existing.partialFilter);
        add(found, "partialFilterExpression", partialFilter, existing.partialFilter, filters);
        boolean ages = Objects.equals(expireAfterSeconds, existing.expireAfterSeconds);
        add(found, "expireAfterSeconds", expireAfterSeconds, existing.expireAfterSeconds, ages);
        boolean collations = Collations.equal(collation, existing.collation)
                || inheritsCollation && Collations.equal(ofCollection, existing.collation);
        add(found, "collation", collation, existing.collation, collations);
        add(found, "weights", weights, existing.weights, Alike.inAnyOrder(weights, existing.weights));
        add(found, "default_language", language, existing.language, Objects.equals(language, existing.language));
        boolean projections = Projections.equal(wildcardProjection, existing.wildcardProjection);
        add(found, "wildcardProjection", wildcardProjection, existing.wildcardProjection, projections);
        return found;
    }

    private static void add(
            List<Difference> found, String what, @Nullable Object wanted, @Nullable Object existing, boolean equal) {
        if (!equal) {
            found.add(new Difference(what, wanted, existing));
        }
    }

    /** Whether the server can change an index with these differences in place; a TTL index cannot become an ordinary one. */
    boolean changeable(List<Difference> differences) {
        return differences.stream()
                .allMatch(each -> CHANGEABLE.contains(each.what())
                        && !(each.what().equals("expireAfterSeconds") && expireAfterSeconds == null));
    }

    /** Whether a server takes indexes with these differences for two different ones, which may stand beside each other. */
    boolean distinct(List<Difference> differences) {
        return !text() && differences.stream().anyMatch(each -> !CHANGEABLE.contains(each.what()));
    }

    /**
     * One difference.
     *
     * @param what the option's name on the server, or {@code key}
     * @param wanted what the schema says
     * @param existing what the server says
     */
    record Difference(
            String what, @Nullable Object wanted, @Nullable Object existing) {
        /** {@code unique is false instead of true}. */
        @Override
        public String toString() {
            return what + " is " + text(existing) + " instead of " + text(wanted);
        }

        private static String text(@Nullable Object value) {
            return value instanceof BsonDocument document
                    ? document.toJson()
                    : value == null ? "absent" : value.toString();
        }
    }
}
