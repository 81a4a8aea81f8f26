package dev.meerkat.examples.api;

/**
 * What a request gets.
 *
 * @param status HTTP's
 * @param body written as JSON
 */
record Answer(int status, Object body) {
    static Answer refused(int status, String code, String message) {
        return new Answer(status, Refusal.of(code, message));
    }
}
