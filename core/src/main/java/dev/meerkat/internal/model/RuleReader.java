package dev.meerkat.internal.model;

import com.mongodb.MongoClientSettings;
import com.mongodb.client.model.Indexes;
import dev.meerkat.model.DefaultValue;
import dev.meerkat.model.FieldType;
import dev.meerkat.model.IndexBuilder;
import dev.meerkat.model.IndexDefinition;
import dev.meerkat.model.Rules;
import dev.meerkat.model.annotation.Default;
import dev.meerkat.model.annotation.Immutable;
import dev.meerkat.model.annotation.Indexed;
import dev.meerkat.model.annotation.Length;
import dev.meerkat.model.annotation.Matches;
import dev.meerkat.model.annotation.Max;
import dev.meerkat.model.annotation.Min;
import dev.meerkat.model.annotation.OneOf;
import dev.meerkat.model.annotation.Required;
import dev.meerkat.model.annotation.Secret;
import dev.meerkat.model.annotation.Version;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** The rules and indexes that a member's annotations say. */
final class RuleReader {
    private final String field;
    private final List<AnnotatedElement> annotated;
    private final FieldType declared;

    RuleReader(String field, List<AnnotatedElement> annotated, FieldType declared) {
        this.field = field;
        this.annotated = annotated;
        this.declared = declared;
    }

    /** The type; of a list, with the rules for each element. */
    FieldType type() {
        return declared instanceof FieldType.ListOf list
                ? new FieldType.ListOf(list.element(), values(list.element()))
                : declared;
    }

    Rules rules() {
        Rules values = declared instanceof FieldType.ListOf ? Rules.NONE : values(declared);
        Length length = find(Length.class);
        Default fallback = find(Default.class);
        return new Rules(
                find(Required.class) != null,
                find(Immutable.class) != null,
                find(Secret.class) != null,
                values.min(),
                values.max(),
                length == null ? null : (Integer) length.min(),
                length == null ? null : (Integer) length.max(),
                values.oneOf(),
                values.pattern(),
                List.of(),
                fallback == null ? null : new DefaultValue(parsed(declared, fallback.value(), "default"), null));
    }

    private Rules values(FieldType type) {
        Min min = find(Min.class);
        Max max = find(Max.class);
        OneOf oneOf = find(OneOf.class);
        Matches pattern = find(Matches.class);
        return new Rules(
                false,
                false,
                false,
                min == null ? null : (Double) min.value(),
                max == null ? null : (Double) max.value(),
                null,
                null,
                oneOf == null
                        ? List.of()
                        : Arrays.stream(oneOf.value())
                                .map(text -> parsed(type, text, "oneOf"))
                                .toList(),
                pattern == null ? null : pattern.value(),
                List.of(),
                null);
    }

    boolean isVersion() {
        return find(Version.class) != null;
    }

    List<IndexDefinition> indexes() {
        Indexed indexed = find(Indexed.class);
        return indexed == null ? List.of() : List.of(index(indexed));
    }

    private IndexDefinition index(Indexed indexed) {
        IndexBuilder index = IndexDefinition.builder(keys(indexed));
        if (!indexed.expireAfter().isEmpty()) {
            index.expireAfter(Duration.parse(indexed.expireAfter()));
        }
        return TypeAnnotations.options(
                index, indexed.unique(), indexed.sparse(), indexed.hidden(), indexed.partialFilter(), indexed.name());
    }

    private Bson keys(Indexed indexed) {
        if (!indexed.kind().isEmpty()) {
            return new BsonDocument(field, new BsonString(indexed.kind()));
        }
        return indexed.descending() ? Indexes.descending(field) : Indexes.ascending(field);
    }

    /** Text of an annotation as a value of the member's class. */
    private Object parsed(FieldType type, String text, String what) {
        if (!(type instanceof FieldType.Scalar scalar)) {
            throw new IllegalArgumentException("field " + field + ": " + what + " is for single values");
        }
        Kind kind = Kind.of(scalar.boxed());
        if (kind == Kind.UUID) {
            return java.util.UUID.fromString(text);
        }
        BsonValue value = Casting.toKind(kind, new BsonString(text));
        Predicate<Object> narrow = Narrow.of(scalar.boxed());
        Object read = value == null
                ? null
                : Values.decode(value, kind.inDocuments, MongoClientSettings.getDefaultCodecRegistry());
        if (read == null || narrow != null && !narrow.test(read)) {
            throw new IllegalArgumentException(
                    "field " + field + ": " + what + " '" + text + "' is no " + scalar.text());
        }
        return Declared.of(type).value(read);
    }

    private <A extends Annotation> @Nullable A find(Class<A> type) {
        for (AnnotatedElement each : annotated) {
            A found = each.getAnnotation(type);
            if (found != null) {
                return found;
            }
        }
        return null;
    }
}
