package dev.meerkat.internal.model;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Classes that hold less than their kind of value in BSON does: what is outside could be stored, but not read again. */
final class Narrow {
    private Narrow() {}

    /** Whether a value of the right kind fits the class too; null where every one does. */
    static @Nullable Predicate<Object> of(Class<?> declared) {
        if (declared.isEnum()) {
            return names(declared)::contains;
        } else if (declared == Byte.class) {
            return value -> between(value, Byte.MIN_VALUE, Byte.MAX_VALUE);
        } else if (declared == Short.class) {
            return value -> between(value, Short.MIN_VALUE, Short.MAX_VALUE);
        } else if (declared == Float.class) {
            return value -> !(Math.abs(((Number) value).doubleValue()) > Float.MAX_VALUE);
        }
        return declared == Character.class ? value -> ((String) value).length() == 1 : null;
    }

    private static boolean between(Object value, long least, long most) {
        long number = ((Number) value).longValue();
        return least <= number && number <= most;
    }

    /** The names of an enum's constants, as they are stored. */
    static List<String> names(Class<?> enumeration) {
        return Arrays.stream(enumeration.getEnumConstants())
                .map(constant -> ((Enum<?>) constant).name())
                .toList();
    }
}
