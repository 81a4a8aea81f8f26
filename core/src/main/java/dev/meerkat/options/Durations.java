package dev.meerkat.options;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads and writes durations as text. */
final class Durations {
    /** What the driver can hold: it counts milliseconds in an {@code int}. */
    static final Duration LONGEST = Duration.ofMillis(Integer.MAX_VALUE);

    private static final Pattern SIMPLE = Pattern.compile("(\\d{1,10})(ms|s|m|h|d)");

    private Durations() {}

    /** Reads {@code 500ms}, {@code 5s}, {@code 2m}, {@code 1h}, {@code 1d} or ISO-8601. */
    static Duration read(String text) {
        String trimmed = text.strip();
        Matcher simple = SIMPLE.matcher(trimmed);
        if (!simple.matches()) {
            if (!trimmed.toUpperCase(Locale.ROOT).startsWith("P")) {
                throw new DateTimeParseException("no unit", "", 0);
            }
            return Duration.parse(trimmed);
        }
        long amount = Long.parseLong(simple.group(1));
        return switch (simple.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }

    /** The shortest of the simple forms that is exact, else ISO-8601. */
    static String show(Duration value) {
        if (!wholeMillis(value)) {
            return value.toString();
        }
        long millis = value.toMillis();
        if (millis == 0) {
            return "0s";
        }
        if (millis % 1000 != 0) {
            return millis + "ms";
        }
        return millis % 60_000 == 0 ? millis / 60_000 + "m" : millis / 1000 + "s";
    }

    /** Whether the driver holds the value exactly: neither negative nor too long nor with a part of a millisecond. */
    static boolean wholeMillis(Duration value) {
        return !value.isNegative() && value.compareTo(LONGEST) <= 0 && value.toNanosPart() % 1_000_000 == 0;
    }
}
