package dev.meerkat.cli.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoSocketReadException;
import com.mongodb.ServerAddress;
import dev.meerkat.diagnosis.Diagnosis;
import dev.meerkat.diagnosis.Problem;
import dev.meerkat.error.ConnectionClosedException;
import dev.meerkat.error.ConnectionUnavailableException;
import org.junit.jupiter.api.Test;

/** How an operation ended: acknowledged, refused by the gate, or failed. */
class TallyTest {
    private final Tally tally = new Tally();

    private static Diagnosis diagnosis(Problem problem) {
        return Diagnosis.of(problem, "it was so", null, null);
    }

    @Test
    void what_the_gate_did_not_let_through_is_refused() {
        tally.attempted();
        tally.threw(new ConnectionUnavailableException("x", diagnosis(Problem.BUFFER_TIMEOUT), null));
        tally.attempted();
        tally.threw(new ConnectionClosedException("x", diagnosis(Problem.DRAINING), null));

        assertThat(tally.figures().refusedByCode())
                .containsEntry("MK-BUFFER-TIMEOUT", 1L)
                .containsEntry("MK-DRAINING", 1L);
        assertThat(tally.figures().failed()).isZero();
        assertThat(tally.figures().adds()).isTrue();
    }

    @Test
    void what_was_on_its_way_has_failed_also_when_the_drain_cut_it() {
        tally.attempted();
        tally.threw(new MongoSocketReadException("Prematurely reached end of stream", new ServerAddress("a", 1)));
        tally.attempted();
        tally.threw(new ConnectionClosedException("x", diagnosis(Problem.FORCED_AT_DRAIN), null));

        assertThat(tally.figures().failed()).isEqualTo(2);
        assertThat(tally.figures().failedByCode()).containsEntry("MK-FORCED-AT-DRAIN", 1L);
        assertThat(tally.figures().refused()).isZero();
        assertThat(tally.figures().adds()).isTrue();
    }

    @Test
    void a_sum_adds_only_when_every_end_is_known() {
        tally.attempted();
        assertThat(tally.figures().adds()).isFalse();
        tally.acknowledged();
        assertThat(tally.figures().adds()).isTrue();
    }
}
