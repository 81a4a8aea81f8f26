package dev.meerkat.cli.io;

import dev.meerkat.stats.DrainReport;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Values in words for people; the same in every locale. */
public final class Words {
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneId.systemDefault());

    private Words() {}

    /** The time of day with milliseconds, in the system's zone. */
    public static String clock(Instant instant) {
        return CLOCK.format(instant);
    }

    /** A number with its thousands apart: {@code 12,345}. */
    public static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** A duration: {@code 12 ms}, {@code 3.41 s}, {@code 2 min 5 s}. */
    public static String duration(Duration duration) {
        long millis = duration.toMillis();
        if (millis < 1000) {
            return millis + " ms";
        }
        if (millis < 60_000) {
            return String.format(Locale.ROOT, "%.2f s", millis / 1000.0);
        }
        return duration.toMinutes() + " min " + duration.toSecondsPart() + " s";
    }

    /** A count with its noun: {@code 1 operation}, {@code 3 operations}. */
    public static String count(long count, String noun) {
        return number(count) + " " + noun + (count == 1 ? "" : "s");
    }

    /** The report of a drain in one line. */
    public static String drain(DrainReport report) {
        long cut = report.cut().size() + (long) report.cutWithoutDetail();
        return "drained: " + count(report.finished(), "operation") + " finished, "
                + count(report.refusedWaiters(), "waiter")
                + " refused, " + number(cut) + " cut, waited " + duration(report.waited())
                + (report.forced() ? ", forced" : ", not forced");
    }
}
