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
import java.util.stream.Collectors;

/** A checkup for people: a line for each step, below it what is to be said of each host, and at the end what to do. */
final class CheckupWords {
    private static final int OUTCOME = 9;
    private static final int TITLE = 14;

    /** Where what belongs to a step begins. */
    private static final int MARGIN = OUTCOME + TITLE;

    private static final int TIME = 9;

    private final Paint paint;

    CheckupWords(Paint paint) {
        this.paint = paint;
    }

    String heading(String uri) {
        return paint.strong("Doctor") + "  " + uri + "\n";
    }

    /** The lines of one step; none for one that was not reached. */
    List<String> of(StepReport report) {
        boolean skipped = report.outcome() == StepOutcome.SKIPPED;
        if (!report.reached()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        List<String> told = Words.wrap(told(report), Words.WIDTH - MARGIN - TIME - 1); // a space before the time
        String title = pad(report.step().title(), TITLE);
        if (skipped) {
            lines.add(paint.faint(pad("-", OUTCOME) + title + told.get(0)));
        } else {
            lines.add(paint(report.outcome())
                    + title
                    + pad(told.get(0), Words.WIDTH - MARGIN - TIME)
                    + paint.faint(String.format(Locale.ROOT, "%9s", duration(report.took()))));
        }
        told.subList(1, told.size()).forEach(rest -> lines.add(" ".repeat(MARGIN) + rest));
        if (report.hosts().size() > 1) {
            report.hosts().forEach(host -> host(host, lines));
        } else {
            report.hosts().forEach(host -> host.finding().ifPresent(finding -> finding(finding, lines)));
        }
        report.own().forEach(finding -> finding(finding, lines));
        return lines;
    }

    /** The step's result; with that of its host if there is but one. */
    private static String told(StepReport report) {
        String host = report.hosts().size() == 1 ? report.hosts().get(0).told() : report.told();
        return host.equals(report.told()) ? report.told() : report.told() + ", " + host;
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(1, width - text.length()));
    }

    private static String duration(Duration took) {
        return took.toMillis() < 1 ? "<1 ms" : Words.duration(took);
    }

    private String paint(StepOutcome outcome) {
        String word = pad(word(outcome), OUTCOME);
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
            case BROKEN -> broken(checkup, took);
        };
    }

    private List<String> broken(Checkup checkup, String took) {
        String unreached = checkup.steps().stream()
                .filter(each -> !each.reached())
                .map(each -> each.step().title())
                .collect(Collectors.joining(", "));
        String cause = checkup.cause().map(Diagnosis::code).orElse("");
        String step = checkup.steps().stream()
                .filter(each -> each.outcome() == StepOutcome.BROKEN)
                .map(each -> each.step().title())
                .findFirst()
                .orElse("");
        List<String> lines = new ArrayList<>();
        if (!unreached.isEmpty()) {
            Words.wrap("not reached: " + unreached, Words.WIDTH - OUTCOME)
                    .forEach(line -> lines.add(paint.faint(" ".repeat(OUTCOME) + line)));
        }
        lines.add("");
        lines.add(paint.bad("not usable: " + cause + " at " + step) + took);
        return lines;
    }
}
