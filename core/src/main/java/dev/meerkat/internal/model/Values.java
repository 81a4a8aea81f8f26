package dev.meerkat.internal.model;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.Objects;
import org.bson.BsonDocument;
import org.bson.BsonDocumentReader;
import org.bson.BsonDocumentWriter;
import org.bson.BsonValue;
import org.bson.codecs.Codec;
import org.bson.codecs.DecoderContext;
import org.bson.codecs.EncoderContext;
import org.bson.codecs.configuration.CodecRegistry;
import org.jspecify.annotations.Nullable;

/** Single values between Java and BSON, by the driver's codecs; the slow way, for values that are not of the expected class already. */
final class Values {
    private static final String NAME = "v";

    private Values() {}

    /** Any Java value as BSON. */
    @SuppressWarnings("unchecked") // a codec of the value's own class
    static BsonValue encode(Object value, CodecRegistry registry) {
        if (value instanceof BsonValue bson) {
            return bson;
        }
        BsonDocument holder = new BsonDocument();
        BsonDocumentWriter writer = new BsonDocumentWriter(holder);
        writer.writeStartDocument();
        writer.writeName(NAME);
        Codec<Object> codec = (Codec<Object>) registry.get(value.getClass());
        codec.encode(writer, value, EncoderContext.builder().build());
        writer.writeEndDocument();
        return Objects.requireNonNull(holder.get(NAME));
    }

    /** A BSON value as a Java value of that class. */
    static <V> V decode(BsonValue value, Class<V> type, CodecRegistry registry) {
        BsonDocumentReader reader = new BsonDocumentReader(new BsonDocument(NAME, value));
        reader.readStartDocument();
        reader.readBsonType();
        reader.readName();
        return registry.get(type).decode(reader, DecoderContext.builder().build());
    }

    /** A date of any class as milliseconds since 1970; null for what is none, or too far away. */
    static @Nullable Long millis(Object value) {
        if (value instanceof Date date) {
            return date.getTime();
        }
        Instant instant = instant(value);
        try {
            return instant == null ? null : (Long) instant.toEpochMilli();
        } catch (ArithmeticException farAway) {
            return null;
        }
    }

    private static @Nullable Instant instant(Object value) {
        if (value instanceof Instant instant) {
            return instant;
        } else if (value instanceof LocalDate day) {
            return day.atStartOfDay().toInstant(ZoneOffset.UTC);
        } else if (value instanceof LocalDateTime time) {
            return time.toInstant(ZoneOffset.UTC);
        } else if (value instanceof LocalTime time) {
            return time.atDate(LocalDate.EPOCH).toInstant(ZoneOffset.UTC);
        }
        return null;
    }

    /** Any number, exactly; null for what is none or has no end. */
    static @Nullable BigDecimal exact(Object value) {
        if (value instanceof BigDecimal decimal) {
            return decimal;
        } else if (value instanceof Double || value instanceof Float) {
            double number = ((Number) value).doubleValue();
            return Double.isFinite(number) ? new BigDecimal(number) : null;
        } else if (value instanceof org.bson.types.Decimal128 decimal) {
            return decimal.isFinite() ? new BigDecimal(decimal.toString()) : null; // the driver's own way throws at -0
        }
        return value instanceof Number number ? BigDecimal.valueOf(number.longValue()) : null;
    }
}
