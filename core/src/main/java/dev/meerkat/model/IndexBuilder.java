package dev.meerkat.model;

import com.mongodb.client.model.Collation;
import java.time.Duration;
import org.bson.BsonDocument;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** Collects the options of an {@link IndexDefinition}. Thread safety: none. */
public final class IndexBuilder {
    private final BsonDocument keys;
    private @Nullable String name;
    private boolean unique;
    private boolean sparse;
    private boolean hidden;
    private @Nullable BsonDocument partialFilter;
    private @Nullable Duration expireAfter;
    private @Nullable Collation collation;
    private @Nullable BsonDocument weights;
    private @Nullable String defaultLanguage;
    private @Nullable BsonDocument wildcardProjection;

    IndexBuilder(Bson keys) {
        this.keys = IndexDefinition.render(keys);
    }

    /** The name on the server; made from the keys by default. */
    public IndexBuilder name(String value) {
        name = value;
        return this;
    }

    /** No two documents may have the same keys. */
    public IndexBuilder unique() {
        unique = true;
        return this;
    }

    /** Leaves out documents without the keys. */
    public IndexBuilder sparse() {
        sparse = true;
        return this;
    }

    /** Keeps the index from the query planner. */
    public IndexBuilder hidden() {
        hidden = true;
        return this;
    }

    /** Takes in only the documents that match. */
    public IndexBuilder partialFilter(Bson filter) {
        partialFilter = IndexDefinition.render(filter);
        return this;
    }

    /** Lets the server remove documents at that age of the date in the key; whole seconds. */
    public IndexBuilder expireAfter(Duration age) {
        expireAfter = age;
        return this;
    }

    /** Compares text in this way. */
    public IndexBuilder collation(Collation value) {
        collation = value;
        return this;
    }

    /** Weights of a text index's fields. */
    public IndexBuilder weights(Bson value) {
        weights = IndexDefinition.render(value);
        return this;
    }

    /** Language of a text index. */
    public IndexBuilder defaultLanguage(String value) {
        defaultLanguage = value;
        return this;
    }

    /** Fields that a wildcard index takes in or leaves out. */
    public IndexBuilder wildcardProjection(Bson value) {
        wildcardProjection = IndexDefinition.render(value);
        return this;
    }

    /** The index. */
    public IndexDefinition build() {
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("an index needs at least one key");
        }
        return new IndexDefinition(
                name == null ? IndexDefinition.defaultName(keys) : name,
                keys,
                unique,
                sparse,
                hidden,
                partialFilter,
                expireAfter,
                collation,
                weights,
                defaultLanguage,
                wildcardProjection);
    }
}
