package dev.meerkat.internal.model;

import java.math.BigDecimal;
import org.bson.BsonBoolean;
import org.bson.BsonDateTime;
import org.bson.BsonDecimal128;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonObjectId;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.types.Decimal128;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/** The one table of casts between single values. Null means that there is no way from the value to the kind. */
final class Casting {
    private Casting() {}

    /** The value as that kind, for a document or an update: of the kind itself, or without loss. */
    static @Nullable BsonValue toKind(Kind kind, BsonValue value) {
        if (value.getBsonType() == kind.bson) {
            return value;
        }
        return switch (kind) {
            case TEXT -> text(value);
            case INT, LONG, DOUBLE, DECIMAL -> number(kind, value);
            case TRUTH -> truth(value);
            case DATE -> date(value);
            case OBJECT_ID -> objectId(value);
            case UUID, BYTES -> null;
        };
    }

    /** The value for a comparison by the server: as {@link #toKind}, and numbers of any kind stay what they are. */
    static @Nullable BsonValue forComparison(Kind kind, BsonValue value) {
        return kind.number() && value.isNumber() ? value : toKind(kind, value);
    }

    private static @Nullable BsonValue text(BsonValue value) {
        return switch (value.getBsonType()) {
            case INT32 -> new BsonString(String.valueOf(value.asInt32().getValue()));
            case INT64 -> new BsonString(String.valueOf(value.asInt64().getValue()));
            case DOUBLE -> new BsonString(String.valueOf(value.asDouble().getValue()));
            case DECIMAL128 -> new BsonString(value.asDecimal128().getValue().toString());
            case BOOLEAN -> new BsonString(String.valueOf(value.asBoolean().getValue()));
            case OBJECT_ID -> new BsonString(value.asObjectId().getValue().toHexString());
            case SYMBOL -> new BsonString(value.asSymbol().getSymbol());
            default -> null;
        };
    }

    private static @Nullable BsonValue number(Kind kind, BsonValue value) {
        BigDecimal exact = exact(value);
        if (exact == null) {
            return kind == Kind.DOUBLE ? endless(value) : null;
        }
        try {
            return switch (kind) {
                case INT -> new BsonInt32(exact.intValueExact());
                case LONG -> new BsonInt64(exact.longValueExact());
                case DOUBLE -> fits(exact.doubleValue(), exact, value) ? new BsonDouble(exact.doubleValue()) : null;
                default -> new BsonDecimal128(new Decimal128(exact));
            };
        } catch (ArithmeticException | NumberFormatException lossy) {
            return null;
        }
    }

    /** A whole number must survive; digits written in text are taken as the nearest double, as every parser does. */
    private static boolean fits(double nearest, BigDecimal exact, BsonValue value) {
        return value.isString()
                ? !Double.isInfinite(nearest)
                : !Double.isInfinite(nearest) && new BigDecimal(nearest).compareTo(exact) == 0;
    }

    private static @Nullable BsonValue endless(BsonValue value) {
        String text = value.isString() ? value.asString().getValue() : "";
        return text.equals("NaN") || text.equals("Infinity") || text.equals("-Infinity")
                ? new BsonDouble(Double.parseDouble(text))
                : null;
    }

    private static @Nullable BigDecimal exact(BsonValue value) {
        try {
            return switch (value.getBsonType()) {
                case INT32 -> BigDecimal.valueOf(value.asInt32().getValue());
                case INT64 -> BigDecimal.valueOf(value.asInt64().getValue());
                case DOUBLE -> new BigDecimal(value.asDouble().getValue());
                case DECIMAL128 -> value.asDecimal128().getValue().bigDecimalValue();
                case STRING -> digits(value.asString().getValue().trim());
                case BOOLEAN -> BigDecimal.valueOf(value.asBoolean().getValue() ? 1 : 0);
                default -> null;
            };
        } catch (NumberFormatException | ArithmeticException none) {
            return null;
        }
    }

    /** A number that could take the heap to expand (1e999999999) is none. */
    private static @Nullable BigDecimal digits(String text) {
        if (text.length() > 400) {
            return null;
        }
        BigDecimal number = new BigDecimal(text);
        return Math.abs((long) number.scale()) > 6_200 ? null : number;
    }

    private static @Nullable BsonValue truth(BsonValue value) {
        if (value.isNumber()) {
            double number = value.asNumber().doubleValue();
            return number == 1 ? BsonBoolean.TRUE : number == 0 ? BsonBoolean.FALSE : null;
        }
        if (!value.isString()) {
            return null;
        }
        return switch (value.asString().getValue()) {
            case "true", "1", "yes" -> BsonBoolean.TRUE;
            case "false", "0", "no" -> BsonBoolean.FALSE;
            default -> null;
        };
    }

    private static @Nullable BsonValue date(BsonValue value) {
        return switch (value.getBsonType()) {
            case INT32, INT64 -> new BsonDateTime(value.asNumber().longValue());
            case STRING -> DateText.parse(value.asString().getValue().trim());
            default -> null;
        };
    }

    private static @Nullable BsonValue objectId(BsonValue value) {
        if (!value.isString()) {
            return null;
        }
        String text = value.asString().getValue().trim();
        return ObjectId.isValid(text) ? new BsonObjectId(new ObjectId(text)) : null;
    }
}
