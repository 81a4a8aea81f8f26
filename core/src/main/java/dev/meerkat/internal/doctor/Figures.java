package dev.meerkat.internal.doctor;

import java.time.Duration;
import java.util.Locale;

/** Durations as the doctor writes them: milliseconds with as many digits as matter, in every locale alike. */
final class Figures {
    private static final double NANOS = 1_000_000.0;

    private Figures() {}

    /** For people: {@code 0.42 ms}, {@code 12.3 ms}, {@code 1240 ms}. */
    static String millis(Duration duration) {
        double millis = duration.toNanos() / NANOS;
        String form = millis < 10 ? "%.2f ms" : millis < 100 ? "%.1f ms" : "%.0f ms";
        return String.format(Locale.ROOT, form, millis);
    }

    /** For programs: milliseconds to the microsecond. */
    static double number(Duration duration) {
        return Math.round(duration.toNanos() / 1000.0) / 1000.0;
    }
}
