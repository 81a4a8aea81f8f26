package dev.meerkat.cli.chaos;

import static dev.meerkat.cli.io.Words.number;

import dev.meerkat.cli.io.EventWords;
import dev.meerkat.cli.io.Paint;
import dev.meerkat.cli.io.Words;
import dev.meerkat.cli.load.ReportWords;
import dev.meerkat.cli.load.Tally;
import dev.meerkat.event.ConnectionEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The report of a run in lines for people: one screen, and where something is broken all that a report of it needs. */
final class ChaosWords {
    private static final int MARGIN = 13;

    private final ChaosReport report;
    private final Paint paint;
    private final List<String> lines = new ArrayList<>();

    private ChaosWords(ChaosReport report, Paint paint) {
        this.report = report;
        this.paint = paint;
    }

    static List<String> of(ChaosReport report, Paint paint) {
        ChaosWords words = new ChaosWords(report, paint);
        if (!report.broken().isEmpty()) {
            words.broken();
        }
        words.summary();
        return words.lines;
    }

    private void summary() {
        Map<FaultKind, Integer> faults = report.faults();
        int sum = faults.values().stream().mapToInt(Integer::intValue).sum();
        row("seed", report.seed() + "   again: " + report.again());
        row("server", report.server() + ", a set of " + Ground.MEMBERS + " before it");
        row(
                "duration",
                Words.duration(report.duration()) + ", "
                        + Words.count(report.rounds().size(), "round"));
        Map<String, Integer> byName = new TreeMap<>();
        faults.forEach((kind, count) -> byName.put(kind.name(), count));
        row("faults", Words.count(sum, "fault") + " of " + Words.count(faults.size(), "kind") + ", all healed");
        wrapped(ReportWords.counts(byName));
        Tally.Figures writes = report.totals().writes();
        row("writes", ReportWords.sum(writes));
        codes("refused", writes.refusedByCode());
        codes("failed", writes.failedByCode());
        row("longest gap", Words.duration(report.totals().longestGap()) + " without an acknowledged write");
        row("events", number(report.events()) + " in order, " + Words.count(report.outages(), "outage"));
        row("growth", census(report.first(), report.last()));
        row("drain", Words.drain(report.drain()));
        row(
                "documents",
                number(report.totals().found()) + " found, "
                        + verdict(report.totals().lost(), "lost") + ", "
                        + verdict(report.totals().duplicated(), "duplicated"));
        row("invariants", report.broken().isEmpty() ? paint.good("all held") : paint.bad("broken, see above"));
    }

    private static String census(@Nullable Census first, @Nullable Census last) {
        return first == null || last == null
                ? "not looked at"
                : "threads " + first.threads().size() + " -> " + last.threads().size() + ", sockets " + first.sockets()
                        + " -> " + last.sockets() + " at the quiet points";
    }

    private void broken() {
        lines.add(paint.bad("broken"));
        report.broken().forEach(this::wrapped);
        lines.add("schedule so far");
        report.story().forEach(line -> lines.add("  " + line));
        lines.add("last events");
        for (ConnectionEvent event : report.timeline()) {
            String before = String.format(Locale.ROOT, "%4d  %s  ", event.sequence(), Words.clock(event.time()));
            List<String> words = EventWords.of(event, paint, before.length(), MARGIN);
            lines.add(before + words.get(0));
            lines.addAll(words.subList(1, words.size()));
        }
        lines.add("");
    }

    private String verdict(long wrong, String what) {
        String text = number(wrong) + " " + what;
        return wrong == 0 ? paint.good(text) : paint.bad(text);
    }

    private void codes(String what, Map<String, Long> byCode) {
        if (!byCode.isEmpty()) {
            wrapped(what + ": " + ReportWords.counts(byCode));
        }
    }

    private void wrapped(String text) {
        Words.wrap(text, Words.WIDTH - MARGIN).forEach(line -> lines.add(" ".repeat(MARGIN) + line));
    }

    private void row(String name, String value) {
        lines.add(String.format(Locale.ROOT, "%-12s %s", name, value));
    }
}
