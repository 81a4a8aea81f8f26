package dev.meerkat.examples.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of every answer that is no success.
 *
 * @param code stable, for programs; Meerkat's own where the database is the reason
 * @param message for people
 * @param problems each wrong path of what was sent, if that is the reason
 * @param retryAfter after how many seconds the same request may succeed, if it may; the header {@code Retry-After} says so too
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record Refusal(
        String code,
        String message,
        List<Problem> problems,
        @Nullable Integer retryAfter) {
    /** One wrong path. */
    record Problem(String path, String rule, String message) {}

    static Refusal of(String code, String message) {
        return new Refusal(code, message, List.of(), null);
    }

    static Refusal later(String code, String message) {
        return new Refusal(code, message, List.of(), 1);
    }
}
