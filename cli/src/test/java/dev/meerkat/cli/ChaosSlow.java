package dev.meerkat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.bson.Document;
import org.junit.jupiter.api.Test;

/** Three minutes of {@code chaos} with a fixed seed on a set before the external server. Profile {@code slow}. */
class ChaosSlow {
    private static final String SEED = "20261126";

    @Test
    void three_minutes_of_faults_lose_nothing_and_break_nothing() {
        External.builder();
        Run run = Run.of("chaos", "--for", "3m", "--seed", SEED, "--server", "external", "--json");

        System.out.println("chaos: " + run.out().all());
        assertThat(run.exit()).as(run.said()).isZero();
        Document report = run.out().objects().get(0);
        assertThat(report.get("faults", Document.class)).hasSizeGreaterThanOrEqualTo(25);
        assertThat(report).containsEntry("lost", 0).containsEntry("duplicated", 0);
    }
}
