package dev.meerkat.internal.model;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Date;
import org.bson.BsonType;
import org.bson.types.Binary;
import org.bson.types.Decimal128;
import org.bson.types.ObjectId;

/** What a single value is in BSON, and the class that the driver's document codec gives it in Java. */
enum Kind {
    TEXT(BsonType.STRING, String.class),
    INT(BsonType.INT32, Integer.class),
    LONG(BsonType.INT64, Long.class),
    DOUBLE(BsonType.DOUBLE, Double.class),
    DECIMAL(BsonType.DECIMAL128, Decimal128.class),
    TRUTH(BsonType.BOOLEAN, Boolean.class),
    DATE(BsonType.DATE_TIME, Date.class),
    OBJECT_ID(BsonType.OBJECT_ID, ObjectId.class),
    UUID(BsonType.BINARY, java.util.UUID.class),
    BYTES(BsonType.BINARY, Binary.class);

    final BsonType bson;

    /** The class of such values in a {@link org.bson.Document} that was read. */
    final Class<?> inDocuments;

    Kind(BsonType bson, Class<?> inDocuments) {
        this.bson = bson;
        this.inDocuments = inDocuments;
    }

    boolean number() {
        return this == INT || this == LONG || this == DOUBLE || this == DECIMAL;
    }

    /** The kind that the driver's codec for {@code type} writes. */
    static Kind of(Class<?> type) {
        if (type == String.class || type == Character.class || type.isEnum()) {
            return TEXT;
        } else if (type == Integer.class || type == Short.class || type == Byte.class) {
            return INT;
        } else if (type == Long.class) {
            return LONG;
        } else if (type == Double.class || type == Float.class) {
            return DOUBLE;
        } else if (type == BigDecimal.class || type == Decimal128.class) {
            return DECIMAL;
        } else if (type == Boolean.class) {
            return TRUTH;
        } else if (type == ObjectId.class) {
            return OBJECT_ID;
        } else if (type == java.util.UUID.class) {
            return UUID;
        } else if (type == Binary.class || type == byte[].class) {
            return BYTES;
        } else if (isDate(type)) {
            return DATE;
        }
        throw new IllegalArgumentException(type + " is no type of a single value");
    }

    private static boolean isDate(Class<?> type) {
        return type == Instant.class
                || type == Date.class
                || type == LocalDate.class
                || type == LocalDateTime.class
                || type == LocalTime.class;
    }
}
