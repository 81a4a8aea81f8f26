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
public final class ReportWords {
    private static final String MARGIN = " ".repeat(13);

    private final LoadReport report;
    private final Paint paint;
    private final List<String> lines = new ArrayList<>();

    private ReportWords(LoadReport report, Paint paint) {
        this.report = report;
        this.paint = paint;
    }

    /** @param kept whether the run's collection is still there */
    static List<String> of(LoadReport report, boolean kept, Paint paint) {
        ReportWords words = new ReportWords(report, paint);
        words.row("collection", report.collection() + (kept ? "   (still there; --drop removes it)" : "   (removed)"));
        words.row("duration", Words.duration(report.duration()));
        words.writes();
        words.reads();
        words.row("longest gap", Words.duration(report.longestGap()) + " without an acknowledged write");
        words.row("drain", Words.drain(report.drain()));
        Words.cutWork(report.drain()).forEach(cut -> words.lines.add(MARGIN + cut));
        words.documents();
        return words.lines;
    }

    private void writes() {
        Tally.Figures writes = report.writes();
        row("writes", sum(writes));
        codes("refused", writes.refusedByCode());
        codes("failed", writes.failedByCode());
        if (!writes.adds()) {
            lines.add(MARGIN + paint.bad("these do not add up: of some writes the end is not known"));
        }
    }

    private void reads() {
        Tally.Figures reads = report.reads();
        row(
                "reads",
                number(reads.acknowledged()) + " answered, " + number(report.staleReads()) + " of them stale, "
                        + number(reads.refused()) + " refused, " + number(reads.failed()) + " failed");
        codes("refused", reads.refusedByCode());
        codes("failed", reads.failedByCode());
    }

    private void documents() {
        if (report.count().isEmpty()) {
            row("documents", paint.bad("not counted: they could not be read"));
            return;
        }
        LoadReport.Count count = report.count().get();
        row(
                "documents",
                number(count.found()) + " found, " + verdict(count.lost(), "lost") + ", "
                        + verdict(count.duplicated(), "duplicated"));
    }

    private String verdict(long wrong, String what) {
        String text = number(wrong) + " " + what;
        return wrong == 0 ? paint.good(text) : paint.bad(text);
    }

    /** The sum as an equation. */
    public static String sum(Tally.Figures figures) {
        return number(figures.attempted()) + " attempted = " + number(figures.acknowledged()) + " acknowledged + "
                + number(figures.refused()) + " refused + " + number(figures.failed()) + " failed";
    }

    private void codes(String what, Map<String, Long> byCode) {
        if (!byCode.isEmpty()) {
            lines.add(MARGIN + what + ": " + counts(byCode));
        }
    }

    /** Counts by name in one line. */
    public static String counts(Map<String, ? extends Number> byName) {
        return byName.entrySet().stream()
                .map(entry -> entry.getKey() + " " + number(entry.getValue().longValue()))
                .collect(Collectors.joining(", "));
    }

    private void row(String name, String value) {
        lines.add(String.format(Locale.ROOT, "%-12s %s", name, value));
    }
}
