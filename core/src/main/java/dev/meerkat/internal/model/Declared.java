package dev.meerkat.internal.model;

import dev.meerkat.model.FieldType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import org.bson.types.Binary;
import org.bson.types.Decimal128;
import org.jspecify.annotations.Nullable;

/**
 * Gives values the class that the schema declares: dynamic documents hold what the driver's document codec reads, a {@code Date} for an
 * {@code Instant} for example, and own checks are written for the declared class. Immutable.
 */
final class Declared {
    private final @Nullable Class<?> type;

    private Declared(@Nullable Class<?> type) {
        this.type = type;
    }

    static Declared of(FieldType type) {
        return new Declared(type instanceof FieldType.Scalar scalar ? scalar.boxed() : null);
    }

    /** The value in the declared class; as it is if it is one already, or another than the declared kind. */
    Object value(Object value) {
        if (type == null || type.isInstance(value)) {
            return value;
        }
        Long millis = Values.millis(value);
        if (millis != null) {
            return date(type, Instant.ofEpochMilli(millis), value);
        } else if (type.isEnum() && value instanceof String name) {
            return constant(type, name);
        } else if (type == BigDecimal.class && value instanceof Decimal128 decimal && decimal.isFinite()) {
            return decimal.bigDecimalValue();
        } else if (type == byte[].class && value instanceof Binary binary) {
            return binary.getData();
        } else if (type == Character.class && value instanceof String text && text.length() == 1) {
            return text.charAt(0);
        }
        return value instanceof Number number ? number(type, number) : value;
    }

    /** As {@link #value}, and a constant of an enum by its name, so that one set serves both. */
    Object comparable(Object value) {
        Object declared = value(value);
        return declared instanceof Enum<?> constant ? constant.name() : declared;
    }

    private static Object date(Class<?> type, Instant instant, Object otherwise) {
        if (type == Instant.class) {
            return instant;
        } else if (type == java.util.Date.class) {
            return java.util.Date.from(instant);
        } else if (type == LocalDate.class) {
            return LocalDate.ofInstant(instant, ZoneOffset.UTC);
        } else if (type == LocalDateTime.class) {
            return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
        }
        return type == LocalTime.class ? LocalTime.ofInstant(instant, ZoneOffset.UTC) : otherwise;
    }

    private static Object number(Class<?> type, Number number) {
        if (type == Short.class) {
            return number.shortValue();
        } else if (type == Byte.class) {
            return number.byteValue();
        } else if (type == Float.class) {
            return number.floatValue();
        }
        return number;
    }

    private static Object constant(Class<?> type, String name) {
        for (Object constant : type.getEnumConstants()) {
            if (((Enum<?>) constant).name().equals(name)) {
                return constant;
            }
        }
        return name;
    }
}
