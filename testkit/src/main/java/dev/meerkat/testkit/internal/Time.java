package dev.meerkat.testkit.internal;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lengths of time as text, and bounded waits on conditions. */
public final class Time {
    private static final Pattern SHORT = Pattern.compile("(\\d{1,9})(ms|s|m)");
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(10);

    private Time() {}

    /** Reads {@code 500ms}, {@code 5s}, {@code 2m} or ISO-8601; empty when it is none of these, or not above zero. */
    static Optional<Duration> read(String text) {
        Matcher brief = SHORT.matcher(text);
        if (brief.matches()) {
            long number = Long.parseLong(brief.group(1));
            return positive(
                    switch (brief.group(2)) {
                        case "ms" -> Duration.ofMillis(number);
                        case "s" -> Duration.ofSeconds(number);
                        default -> Duration.ofMinutes(number);
                    });
        }
        try {
            return positive(Duration.parse(text));
        } catch (DateTimeParseException neither) {
            return Optional.empty();
        }
    }

    private static Optional<Duration> positive(Duration length) {
        return Optional.of(length).filter(some -> !some.isNegative() && !some.isZero());
    }

    /** Waits until the condition holds, for at most {@code patience} or an interrupt; whether it does. Asks at least once. */
    public static boolean until(Duration patience, BooleanSupplier condition) {
        long begun = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - begun >= patience.toNanos()
                    || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(PAUSE);
        }
        return true;
    }
}
