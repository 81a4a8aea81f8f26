package dev.meerkat.model;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Collection;
import java.util.Date;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.bson.types.Binary;
import org.bson.types.Decimal128;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/** The Java classes whose values are one BSON value, by the driver's own codecs. */
final class ScalarTypes {
    private static final Set<Class<?>> KNOWN = Set.of(
            String.class,
            Character.class,
            Integer.class,
            Long.class,
            Short.class,
            Byte.class,
            Double.class,
            Float.class,
            BigDecimal.class,
            Decimal128.class,
            Boolean.class,
            Instant.class,
            Date.class,
            LocalDate.class,
            LocalDateTime.class,
            LocalTime.class,
            ObjectId.class,
            UUID.class,
            Binary.class,
            byte[].class);

    private ScalarTypes() {}

    /** The field type of a class that is one value, or any document, list or thing; null for others. */
    static @Nullable FieldType fieldType(Class<?> type) {
        FieldType.Scalar scalar = new FieldType.Scalar(type);
        if (KNOWN.contains(scalar.boxed()) || type.isEnum()) {
            return scalar;
        }
        if (Collection.class.isAssignableFrom(type)) {
            return new FieldType.ListOf(new FieldType.Any(), Rules.NONE);
        }
        if (Map.class.isAssignableFrom(type)) {
            return new FieldType.MapOf(new FieldType.Any());
        }
        return type == Object.class ? new FieldType.Any() : null;
    }
}
