package dev.meerkat.examples.api;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the environment says of the server; all about the connection is Meerkat's to read.
 *
 * @param host {@code HOST}, 127.0.0.1 unless set; 0.0.0.0 in a container
 * @param port {@code PORT}, 8080 unless set; 0 takes a free one
 * @param stopNotice {@code STOP_NOTICE_MS}, 5 s unless set: longer than whatever sends requests here takes to notice that readiness failed
 */
record Settings(String host, int port, Duration stopNotice) {
    static Settings of(Map<String, String> environment) {
        return new Settings(
                environment.getOrDefault("HOST", "127.0.0.1"),
                number(environment, "PORT", 8080, 65_535),
                Duration.ofMillis(number(environment, "STOP_NOTICE_MS", 5_000, 600_000)));
    }

    private static int number(Map<String, String> environment, String name, int otherwise, int most) {
        String text = environment.getOrDefault(name, "" + otherwise);
        try {
            int number = Integer.parseInt(text);
            if (number >= 0 && number <= most) {
                return number;
            }
        } catch (NumberFormatException none) {
            throw refused(name, text, most, none);
        }
        throw refused(name, text, most, null);
    }

    private static IllegalArgumentException refused(String name, String text, int most, @Nullable Throwable cause) {
        return new IllegalArgumentException(name + "=" + text + " cannot be. Fix: a number from 0 to " + most, cause);
    }
}
