package dev.meerkat.cli.doctor;

import dev.meerkat.cli.io.Paint;
import dev.meerkat.cli.io.Words;
import dev.meerkat.diagnosis.Checkup;
import dev.meerkat.diagnosis.Diagnosis;
import dev.meerkat.diagnosis.Finding;
import dev.meerkat.diagnosis.HostReport;
import dev.meerkat.diagnosis.Lint;
import dev.meerkat.diagnosis.StepOutcome;
import dev.meerkat.diagnosis.StepReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A checkup for people: a line for each step, below it what is to be said of each host, and at the end what to do. */
final class CheckupWords {
    /** Where what belongs to a step begins. */
    private static final int MARGIN = 22;

    private static final String FORM = "%-8s %-12s ";
    private static final int TIME = 9;

    private final Paint paint;

    CheckupWords(Paint paint) {
        this.paint = paint;
    }

    String heading(String uri) {
        return paint.strong("Doctor") + "  " + uri + "\n";
    }

    /** The lines of one step. */
    List<String> of(StepReport report) {
        List<String> lines = new ArrayList<>();
        boolean skipped = report.outcome() == StepOutcome.SKIPPED;
        String left =
                String.format(Locale.ROOT, FORM, "", report.step().title()).substring(8);
        List<String> told = Words.wrap(report.told(), Words.WIDTH - MARGIN - TIME);
        String time = skipped ? "" : duration(report.took());
        String first = paint(report.outcome()) + left + told.get(0);
        int used = MARGIN + told.get(0).length();
        String pad = " ".repeat(Math.max(1, Words.WIDTH - used - time.length()));
        lines.add(skipped ? paint.faint(first.stripTrailing()) : first + pad + paint.faint(time));
        told.subList(1, told.size()).forEach(rest -> lines.add(" ".repeat(MARGIN) + rest));
        report.hosts().forEach(host -> host(host, lines));
        report.own().forEach(finding -> finding(finding, lines));
        return lines;
    }

    private static String duration(Duration took) {
        return took.toMillis() < 1 ? "<1 ms" : Words.duration(took);
    }

    private String paint(StepOutcome outcome) {
        String word = String.format(Locale.ROOT, "%-8s", outcome == StepOutcome.SKIPPED ? "-" : word(outcome));
        return switch (outcome) {
            case OK -> paint.good(word);
            case FINDING -> paint.warning(word);
            case BROKEN -> paint.bad(word);
            case SKIPPED -> word;
        };
    }

    private static String word(StepOutcome outcome) {
        return outcome == StepOutcome.OK ? "ok" : outcome.name();
    }

    private void host(HostReport host, List<String> lines) {
        String text = host.host() + "  " + host.told();
        List<String> wrapped = Words.wrap(text, Words.WIDTH - MARGIN);
        wrapped.forEach(line -> lines.add(" ".repeat(MARGIN) + line));
        host.finding().ifPresent(finding -> finding(finding, lines));
    }

    private void finding(Finding finding, List<String> lines) {
        boolean lint = finding instanceof Lint;
        String code = lint ? paint.warning(finding.code()) : paint.bad(finding.code());
        paragraph(finding.code(), code, finding.message(), lines);
        if (finding instanceof Lint known) {
            paragraph("Why", paint.strong("Why"), known.reason(), lines);
        }
        paragraph("Fix", paint.strong("Fix"), finding.fix(), lines);
    }

    /** {@code name: text}, wrapped as if the name had no colour. */
    private static void paragraph(String name, String coloured, String text, List<String> lines) {
        List<String> wrapped = Words.wrap(name + ": " + text, Words.WIDTH - MARGIN);
        String first = wrapped.get(0);
        lines.add(" ".repeat(MARGIN) + coloured + first.substring(name.length()));
        wrapped.subList(1, wrapped.size()).forEach(line -> lines.add(" ".repeat(MARGIN) + line));
    }

    /** The verdict. */
    List<String> end(Checkup checkup) {
        String took = " (" + Words.duration(checkup.took()) + ")";
        return switch (checkup.outcome()) {
            case SKIPPED, OK -> List.of("", paint.good("healthy") + took);
            case FINDING ->
                List.of(
                        "",
                        paint.warning("usable, with "
                                        + Words.count(checkup.findings().size(), "finding"))
                                + took);
            case BROKEN -> {
                String cause = checkup.cause().map(Diagnosis::code).orElse("");
                String step = checkup.steps().stream()
                        .filter(each -> each.outcome() == StepOutcome.BROKEN)
                        .map(each -> each.step().title())
                        .findFirst()
                        .orElse("");
                yield List.of("", paint.bad("not usable: " + cause + " at " + step) + took);
            }
        };
    }
}
