package dev.meerkat.dashboard;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.bson.Document;

/**
 * What a request gets. Immutable.
 *
 * @param status the status code
 * @param type the body's media type
 * @param body the body
 * @param headers further headers
 */
record Reply(int status, String type, byte[] body, Map<String, String> headers) {
    static Reply json(int status, String json) {
        return new Reply(status, "application/json; charset=utf-8", json.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    static Reply text(int status, String text) {
        return new Reply(status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    /** A refusal that says what is wrong and what to do. */
    static Reply refusal(int status, String error, String fix) {
        return json(status, Json.line(new Document("error", error).append("fix", fix)));
    }

    Reply with(String header, String value) {
        Map<String, String> more = new java.util.TreeMap<>(headers);
        more.put(header, value);
        return new Reply(status, type, body, Map.copyOf(more));
    }
}
