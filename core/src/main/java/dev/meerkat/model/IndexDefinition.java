package dev.meerkat.model;

import com.mongodb.MongoClientSettings;
import com.mongodb.client.model.Collation;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.IndexOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.concurrent.TimeUnit;
import org.bson.BsonDocument;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * An index as data: its keys, written with the driver's {@code Indexes}, and its options. Compound, unique, sparse, partial, TTL, text,
 * 2dsphere, hashed, collation, hidden and wildcard indexes are all of this one shape.
 *
 * <p>Immutable; two are equal when keys, their order and all options are. Source: contract I2, I5.
 *
 * @param name the name on the server, made from the keys as the driver does unless one was given
 * @param keys field to 1, -1, {@code text}, {@code 2dsphere} or {@code hashed}, in order
 * @param unique whether no two documents may have the same keys
 * @param sparse whether documents without the keys are left out
 * @param hidden whether the query planner does not see it
 * @param partialFilter which documents are in it; null means all
 * @param expireAfter age after which the server removes documents; null means never
 * @param collation how text is compared; null means the collection's way
 * @param weights weights of a text index; null means 1 each
 * @param defaultLanguage language of a text index; null means the server's default
 * @param wildcardProjection fields of a wildcard index; null means all
 */
public record IndexDefinition(
        String name,
        BsonDocument keys,
        boolean unique,
        boolean sparse,
        boolean hidden,
        @Nullable BsonDocument partialFilter,
        @Nullable Duration expireAfter,
        @Nullable Collation collation,
        @Nullable BsonDocument weights,
        @Nullable String defaultLanguage,
        @Nullable BsonDocument wildcardProjection) {
    /** An index without options; {@code keys} from the driver's {@code Indexes}. */
    public static IndexDefinition of(Bson keys) {
        return builder(keys).build();
    }

    /** Begins an index; {@code keys} from the driver's {@code Indexes}. */
    public static IndexBuilder builder(Bson keys) {
        return new IndexBuilder(keys);
    }

    /** The name that the driver and the server give an index without one: {@code a_1_b_-1}. */
    static String defaultName(BsonDocument keys) {
        StringJoiner name = new StringJoiner("_");
        keys.forEach((field, kind) -> name.add(field)
                .add(
                        kind.isString()
                                ? kind.asString().getValue()
                                : String.valueOf(kind.asNumber().intValue())));
        return name.toString();
    }

    /** {@code bson} as plain data, by the driver's default codecs. */
    static BsonDocument render(Bson bson) {
        return bson.toBsonDocument(BsonDocument.class, MongoClientSettings.getDefaultCodecRegistry())
                .clone();
    }

    /** The age after which the server removes documents, if it does. */
    public Optional<Duration> timeToLive() {
        return Optional.ofNullable(expireAfter);
    }

    /** What the driver's {@code createIndex} wants. */
    public IndexOptions options() {
        IndexOptions options =
                new IndexOptions().name(name).unique(unique).sparse(sparse).hidden(hidden);
        options.partialFilterExpression(partialFilter).collation(collation).weights(weights);
        options.defaultLanguage(defaultLanguage).wildcardProjection(wildcardProjection);
        if (expireAfter != null) {
            options.expireAfter(expireAfter.toSeconds(), TimeUnit.SECONDS);
        }
        return options;
    }

    /** What the driver's {@code createIndexes} wants. */
    public IndexModel toIndexModel() {
        return new IndexModel(keys, options());
    }

    /** The keys, and the options that are not at their defaults. */
    @Override
    public String toString() {
        StringJoiner text = new StringJoiner(", ", "index " + keys.toJson() + " (", ")").add("name=" + name);
        if (unique) {
            text.add("unique");
        }
        if (sparse) {
            text.add("sparse");
        }
        if (hidden) {
            text.add("hidden");
        }
        add(text, "partialFilter", partialFilter);
        add(text, "expireAfter", expireAfter);
        add(text, "collation", collation);
        add(text, "weights", weights);
        add(text, "defaultLanguage", defaultLanguage);
        add(text, "wildcardProjection", wildcardProjection);
        return text.toString();
    }

    private static void add(StringJoiner text, String option, @Nullable Object value) {
        if (value != null) {
            text.add(option + "=" + value);
        }
    }
}
