package dev.meerkat.cli.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meerkat.cli.io.Paint;
import dev.meerkat.stats.CutWork;
import dev.meerkat.stats.DrainReport;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a report means and how it reads. */
class LoadReportTest {
    private static final Tally.Figures GOOD =
            new Tally.Figures(5, 3, Map.of("MK-DRAINING", 1L), Map.of("MK-RESET", 1L));
    private static final Tally.Figures OPEN = new Tally.Figures(5, 3, Map.of(), Map.of());

    private static LoadReport report(Tally.Figures writes, LoadReport.Count count) {
        CutWork cut = new CutWork("insertOne", "test.c", Duration.ofSeconds(3), "load-1");
        DrainReport drain = new DrainReport(7, 2, List.of(cut), 0, Duration.ofSeconds(10), true, List.of());
        return new LoadReport(
                "test.c",
                Duration.ofSeconds(30),
                writes,
                GOOD,
                0,
                Duration.ofMillis(15),
                drain,
                Optional.ofNullable(count));
    }

    private static LoadReport.Count count(long lost, long duplicated) {
        return new LoadReport.Count(1234, lost, duplicated);
    }

    private static String words(LoadReport report) {
        return String.join("\n", ReportWords.of(report, true, Paint.NONE));
    }

    @Test
    void what_cannot_be_counted_is_4_wrong_documents_are_5_a_wrong_sum_is_3() {
        assertThat(report(GOOD, null).exitCode()).isEqualTo(4);
        assertThat(report(OPEN, count(1, 0)).exitCode()).isEqualTo(5);
        assertThat(report(GOOD, count(0, 1)).exitCode()).isEqualTo(5);
        assertThat(report(OPEN, count(0, 0)).exitCode()).isEqualTo(3);
        assertThat(report(GOOD, count(0, 0)).exitCode()).isZero();
    }

    @Test
    void the_sum_is_an_equation_and_every_code_is_named() {
        assertThat(words(report(GOOD, count(0, 0))))
                .contains("5 attempted = 3 acknowledged + 1 refused + 1 failed")
                .contains("refused: MK-DRAINING 1")
                .contains("failed: MK-RESET 1")
                .contains("1,234 found, 0 lost, 0 duplicated")
                .doesNotContain("do not add up");
        assertThat(words(report(OPEN, count(0, 0)))).contains("do not add up");
    }

    @Test
    void C2_cut_work_is_listed() {
        assertThat(words(report(GOOD, count(0, 0))))
                .contains("7 finished, 2 waiters refused, 1 cut, waited 10.00 s")
                .contains("cut: insertOne on test.c after 3.00 s in thread load-1");
    }

    @Test
    void what_was_not_counted_is_no_zero() {
        assertThat(words(report(GOOD, null))).contains("not counted").doesNotContain("0 lost");
        assertThat(ReportJson.of(report(GOOD, null)))
                .containsEntry("found", null)
                .containsEntry("lost", null)
                .containsEntry("duplicated", null);
    }
}
