package dev.meerkat.cli.run;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads durations as the options of a connection do: {@code 500ms}, {@code 30s}, {@code 2m}, {@code 1h}, {@code 1d} or ISO-8601; above zero. */
public final class DurationReader implements ITypeConverter<Duration> {
    private static final Pattern SIMPLE = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

    /** For picocli. */
    public DurationReader() {}

    @Override
    public Duration convert(String text) {
        Duration duration = read(text.strip());
        if (duration.isNegative() || duration.isZero()) {
            throw new TypeConversionException("'" + text + "' is no duration above zero");
        }
        return duration;
    }

    private static Duration read(String text) {
        Matcher simple = SIMPLE.matcher(text);
        if (simple.matches()) {
            return simple(Long.parseLong(simple.group(1)), simple.group(2));
        }
        try {
            return Duration.parse(text.toUpperCase(Locale.ROOT));
        } catch (DateTimeParseException | ArithmeticException unreadable) {
            throw new TypeConversionException("'" + text + "' is no duration such as 500ms, 30s, 2m or PT30S");
        }
    }

    private static Duration simple(long amount, String unit) {
        return switch (unit) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }
}
