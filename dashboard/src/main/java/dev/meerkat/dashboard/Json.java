package dev.meerkat.dashboard;

import org.bson.Document;
import org.bson.json.JsonMode;
import org.bson.json.JsonWriterSettings;

/** Documents as plain JSON. */
final class Json {
    private static final JsonWriterSettings PLAIN = JsonWriterSettings.builder()
            .outputMode(JsonMode.RELAXED)
            .int64Converter((value, writer) -> writer.writeNumber(Long.toString(value)))
            .doubleConverter(
                    (value, writer) -> writer.writeNumber(Double.isFinite(value) ? Double.toString(value) : "0"))
            .build();

    private Json() {}

    /** One line of JSON. */
    static String line(Document document) {
        return document.toJson(PLAIN);
    }
}
