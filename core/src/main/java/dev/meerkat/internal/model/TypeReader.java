package dev.meerkat.internal.model;

import dev.meerkat.model.FieldType;
import dev.meerkat.model.Rules;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.bson.BsonType;
import org.bson.codecs.pojo.annotations.BsonRepresentation;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/** From Java types to field types. */
final class TypeReader {
    private final Function<Class<?>, FieldType> others;

    /** Makes a reader that asks {@code others} about classes that are no single values. */
    TypeReader(Function<Class<?>, FieldType> others) {
        this.others = others;
    }

    /** The class itself, or that of a list's elements or a map's values, at any depth; null where no class is named. */
    static @Nullable Class<?> innermost(Type type) {
        if (type instanceof Class<?> plain) {
            return plain;
        }
        Type[] arguments = type instanceof ParameterizedType generic ? generic.getActualTypeArguments() : new Type[0];
        return arguments.length == 0 ? null : innermost(arguments[arguments.length - 1]);
    }

    FieldType of(Type type, List<AnnotatedElement> annotated) {
        for (AnnotatedElement each : annotated) {
            BsonRepresentation stored = each.getAnnotation(BsonRepresentation.class);
            if (stored != null) {
                return stored.value() == BsonType.OBJECT_ID
                        ? new FieldType.Scalar(ObjectId.class)
                        : new FieldType.Any();
            }
        }
        return of(type);
    }

    private FieldType of(Type type) {
        if (type instanceof Class<?> plain) {
            FieldType known = FieldType.ofClass(plain);
            return known != null ? known : others.apply(plain);
        }
        if (type instanceof ParameterizedType generic && generic.getRawType() instanceof Class<?> raw) {
            Type[] arguments = generic.getActualTypeArguments();
            if (Collection.class.isAssignableFrom(raw) && arguments.length == 1) {
                return new FieldType.ListOf(of(arguments[0]), Rules.NONE);
            } else if (Map.class.isAssignableFrom(raw) && arguments.length == 2) {
                return new FieldType.MapOf(of(arguments[1]));
            }
        }
        return new FieldType.Any();
    }
}
