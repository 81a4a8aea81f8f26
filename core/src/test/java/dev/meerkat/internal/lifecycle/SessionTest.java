package dev.meerkat.internal.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meerkat.ConnectionState;
import dev.meerkat.diagnosis.Diagnosis;
import dev.meerkat.diagnosis.Problem;
import dev.meerkat.event.Disconnected.Reason;
import dev.meerkat.internal.dispatch.Dispatcher;
import dev.meerkat.internal.gate.Gate;
import dev.meerkat.internal.leak.LeakWatch;
import dev.meerkat.internal.time.TimeSource;
import dev.meerkat.options.ConnectionOptions;
import dev.meerkat.stats.PoolObserver;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Contract S14: who has the connection when one session gives it over to another. */
class SessionTest {
    private final Dispatcher dispatcher = new Dispatcher("c", TimeSource.SYSTEM, (event, listener, failure) -> {});
    private final Gate gate = new Gate("c", TimeSource.SYSTEM, GatePolicies.BEFORE_OPEN, any -> false);
    private final StateCell cell = new StateCell("c", TimeSource.SYSTEM, gate, dispatcher);
    private final Session present = session(true);
    private final Session next = session(false);

    private Session session(boolean serving) {
        ConnectionOptions options =
                ConnectionOptions.builder().uri("mongodb://h/").build();
        return new Session(
                "c",
                options,
                TimeSource.SYSTEM,
                new Random(1),
                cell,
                made -> {},
                open -> {},
                new PoolObserver() {},
                LeakWatch.OFF,
                new Lineage(),
                serving);
    }

    private boolean rotate() {
        return cell.move(new Move(Trigger.ROTATE, null, null, null), () -> present.cede(next));
    }

    @Test
    void S14_what_the_old_guard_saw_is_told_by_nobody_after_the_switch() {
        cell.move(Move.of(Trigger.OPEN));
        cell.move(new Move(Trigger.VERIFIED, null, null, null), () -> present.succeeds(1));
        Diagnosis silent = Diagnosis.of(Problem.SILENT, "silent", null, null);

        assertThat(rotate()).isTrue();

        assertThat(cell.move(Move.lose(silent, Reason.OUTAGE), present::live)).isFalse();
        assertThat(cell.state()).isEqualTo(ConnectionState.CONNECTED);
        assertThat(present.serving()).isFalse();
        assertThat(next.serving()).isTrue();
        assertThat(next.live()).isTrue();
    }

    @Test
    void S14_a_first_connect_that_is_given_over_is_a_success_for_whoever_waits_and_cannot_succeed_again() {
        cell.move(Move.of(Trigger.OPEN));
        present.attempt(3);

        assertThat(rotate()).isTrue();
        assertThat(present.first()).isNotDone();
        present.ceded();

        assertThat(present.first()).isCompletedWithValue(Outcome.success(3));
        assertThat(present.succeeds(4)).isFalse();
    }

    @Test
    void S14_a_session_that_is_over_gives_nothing_over() {
        cell.move(Move.of(Trigger.OPEN));
        present.cancel();

        assertThat(rotate()).isFalse();
        assertThat(cell.state()).isEqualTo(ConnectionState.CONNECTING);
        assertThat(next.serving()).isFalse();
        assertThat(present.first()).isCompletedWithValue(Outcome.closed());
    }
}
