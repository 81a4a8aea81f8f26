package dev.meerkat.internal.model;

import org.bson.BsonValue;

/** Values as errors show them: plain Java where there is a plain form. */
final class Shown {
    private Shown() {}

    static Object of(BsonValue value) {
        return switch (value.getBsonType()) {
            case STRING -> value.asString().getValue();
            case INT32 -> value.asInt32().getValue();
            case INT64 -> value.asInt64().getValue();
            case DOUBLE -> value.asDouble().getValue();
            case BOOLEAN -> value.asBoolean().getValue();
            case OBJECT_ID -> value.asObjectId().getValue();
            case DECIMAL128 -> value.asDecimal128().getValue();
            case DATE_TIME -> java.time.Instant.ofEpochMilli(value.asDateTime().getValue());
            default -> value;
        };
    }
}
