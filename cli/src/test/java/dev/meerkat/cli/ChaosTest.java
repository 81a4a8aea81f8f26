package dev.meerkat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code chaos}, for as long as a build can wait; {@link ChaosSlow} is the long form. */
class ChaosTest {
    /** No option of its connection: who reads it refuses to open. */
    private static final String FOREIGN = "meerkat.connections.default.no-such-option";

    @AfterEach
    void forget() {
        System.clearProperty(FOREIGN);
    }

    @Test
    void a_short_run_tells_its_seed_first_makes_faults_whatever_is_configured_and_holds() {
        System.setProperty(FOREIGN, "1");
        Run run = Run.of("chaos", "--for", "1s", "--seed", "5", "--server", "embedded", "--json");

        assertThat(run.exit()).as(run.said()).isZero();
        assertThat(run.err().lines()).containsExactly("seed 5, a set of 3 before the server embedded");
        assertThat(run.out().objects()).singleElement().satisfies(ChaosTest::assertHeld);
    }

    private static void assertHeld(Document report) {
        assertThat(report)
                .containsEntry("seed", 5)
                .containsEntry("lost", 0)
                .containsEntry("duplicated", 0)
                .containsEntry("broken", List.of());
        assertThat(number(report, "rounds")).isGreaterThanOrEqualTo(2);
        assertThat(report.get("faults", Document.class)).isNotEmpty();
        assertThat(report.getList("schedule", String.class)).isNotEmpty();
        assertThat(number(report, "attempted"))
                .isPositive()
                .isEqualTo(number(report, "acknowledged") + number(report, "refused") + number(report, "failed"));
    }

    private static long number(Document report, String name) {
        return report.get(name, Number.class).longValue();
    }

    @Test
    void a_signal_ends_it_after_the_round_is_healed_and_counted() {
        try (Program chaos =
                Program.start("chaos", "--for", "10m", "--server", "embedded", "--threads", "2", "--verbose")) {
            chaos.err().await("fault begins: ");
            chaos.signal("TERM");

            assertThat(chaos.exit()).as(chaos.out().all() + chaos.err().all()).isEqualTo(143);
            assertThat(chaos.out().await("invariants")).contains("all held");
        }
    }
}
