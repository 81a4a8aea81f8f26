package dev.meerkat.cli.io;

import dev.meerkat.stats.DrainReport;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Values in words for people; the same in every locale. */
public final class Words {
    /** The characters of a line that nearly every terminal shows. */
    public static final int WIDTH = 80;

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

    /** As {@link #duration}, with two digits more below 10 ms: {@code 0.41 ms}. */
    public static String precise(Duration duration) {
        double millis = duration.toNanos() / 1e6;
        return millis < 10 ? String.format(Locale.ROOT, "%.2f ms", millis) : duration(duration);
    }

    /** A count with its noun: {@code 1 operation}, {@code 3 operations}. */
    public static String count(long count, String noun) {
        return number(count) + " " + noun + (count == 1 ? "" : "s");
    }

    /** The report of a drain in one line. */
    public static String drain(DrainReport report) {
        return number(report.finished()) + " finished, " + count(report.refusedWaiters(), "waiter") + " refused, "
                + number(cut(report)) + " cut, waited " + duration(report.waited());
    }

    /** The report of a drain in few words. */
    public static String shortDrain(DrainReport report) {
        return number(report.finished()) + " finished, " + number(cut(report)) + " cut";
    }

    private static long cut(DrainReport report) {
        return report.cut().size() + (long) report.cutWithoutDetail();
    }

    /** The work that a drain cut, each in one line. */
    public static List<String> cutWork(DrainReport report) {
        return report.cut().stream()
                .map(work -> "cut: " + work.operation() + " on " + work.namespace() + " after " + duration(work.age())
                        + " in thread " + work.thread())
                .toList();
    }

    /** The text in lines of at most {@code width} characters, parted between words; a longer word has a line of its own. */
    public static List<String> wrap(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
