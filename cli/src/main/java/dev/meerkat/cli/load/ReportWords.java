package dev.meerkat.cli.load;

import static dev.meerkat.cli.io.Words.number;

import dev.meerkat.cli.io.Paint;
import dev.meerkat.cli.io.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The report of a run in lines for people. */
final class ReportWords {
    private ReportWords() {}

    static List<String> of(LoadReport report, Paint paint) {
        Tally.Figures writes = report.writes();
        List<String> lines = new ArrayList<>();
        lines.add(row("collection", report.collection()));
        lines.add(row("duration", Words.duration(report.duration())));
        lines.add(row("writes attempted", number(writes.attempted())));
        lines.add(row("  acknowledged", number(writes.acknowledged())));
        lines.add(row("  refused", number(writes.refused()) + codes(writes.refusedByCode())));
        lines.add(row("  failed", number(writes.failed()) + codes(writes.failedByCode())));
        if (!writes.adds()) {
            lines.add(paint.bad("  these do not add up: " + number(writes.attempted()) + " were attempted"));
        }
        lines.add(row("reads", reads(report)));
        lines.add(row("longest gap", Words.duration(report.longestGap()) + " without an acknowledged write"));
        lines.add(Words.drain(report.drain()));
        lines.addAll(counted(report, paint));
        return lines;
    }

    private static List<String> counted(LoadReport report, Paint paint) {
        return report.count()
                .map(count -> List.of(
                        row("found", Words.count(count.found(), "document")),
                        row("lost", verdict(count.lost(), paint)),
                        row("duplicated", verdict(count.duplicated(), paint))))
                .orElse(List.of(row("found", paint.bad("not counted: the documents could not be read"))));
    }

    private static String reads(LoadReport report) {
        Tally.Figures reads = report.reads();
        return number(reads.acknowledged()) + " answered, " + number(report.staleReads()) + " of them stale, "
                + number(reads.refused()) + " refused, " + number(reads.failed()) + " failed"
                + codes(reads.failedByCode());
    }

    private static String verdict(long wrong, Paint paint) {
        return wrong == 0 ? paint.good("0") : paint.bad(number(wrong));
    }

    private static String codes(Map<String, Long> byCode) {
        return byCode.isEmpty()
                ? ""
                : byCode.entrySet().stream()
                        .map(entry -> entry.getKey() + " " + number(entry.getValue()))
                        .collect(Collectors.joining(", ", "  (", ")"));
    }

    private static String row(String name, String value) {
        return String.format(Locale.ROOT, "%-17s %s", name, value);
    }
}
