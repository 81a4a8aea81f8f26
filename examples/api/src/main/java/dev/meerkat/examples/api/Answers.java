package dev.meerkat.examples.api;

import dev.meerkat.ConnectionRegistry;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.LongAdder;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Sends every answer there is. From the first moment of a stop each one ends its connection, so that a client's kept connections move to another instance
 * while this one still serves them. Thread safety: safe.
 */
final class Answers {
    private final ConnectionRegistry registry;
    private final LongAdder sent = new LongAdder();

    Answers(ConnectionRegistry registry) {
        this.registry = registry;
    }

    void send(Response response, Callback callback, Answer answer) {
        byte[] body = Json.write(answer.body());
        HttpFields.Mutable headers = response.getHeaders();
        headers.put(HttpHeader.CONTENT_TYPE, "application/json");
        headers.put(HttpHeader.CONTENT_LENGTH, body.length);
        headers.put(HttpHeader.CACHE_CONTROL, "no-store");
        if (answer.body() instanceof Refusal refusal && refusal.retryAfter() != null) {
            headers.put(HttpHeader.RETRY_AFTER, (long) refusal.retryAfter());
        }
        if (registry.stopping()) {
            headers.put(HttpFields.CONNECTION_CLOSE);
        }
        response.setStatus(answer.status());
        sent.increment();
        response.write(true, ByteBuffer.wrap(body), callback);
    }

    /** How many were sent. */
    long sent() {
        return sent.sum();
    }
}
