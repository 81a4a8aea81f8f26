package dev.meerkat.internal.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meerkat.ConnectionState;
import dev.meerkat.diagnosis.Diagnosis;
import dev.meerkat.diagnosis.Problem;
import dev.meerkat.event.ConnectionEvent;
import dev.meerkat.event.Disconnected.Reason;
import dev.meerkat.internal.dispatch.Dispatcher;
import dev.meerkat.internal.gate.Gate;
import dev.meerkat.internal.time.TimeSource;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateCellTest {
    private static final Diagnosis REFUSED = Diagnosis.of(Problem.REFUSED, "refused", "h:1", null);

    private final Dispatcher dispatcher = new Dispatcher("c", TimeSource.SYSTEM, (event, listener, failure) -> {});
    private final Gate gate = new Gate("c", TimeSource.SYSTEM, GatePolicies.BEFORE_OPEN, any -> false);
    private final StateCell cell = new StateCell("c", TimeSource.SYSTEM, gate, dispatcher);

    private List<String> told() {
        return dispatcher.timeline().stream().map(ConnectionEvent::name).toList();
    }

    @Test
    void S5_an_outage_and_its_end_are_told_in_the_contract_s_order() {
        cell.move(Move.of(Trigger.OPEN));
        cell.move(new Move(Trigger.VERIFIED, null, null, null));
        cell.move(Move.lose(REFUSED, Reason.OUTAGE));
        cell.move(new Move(Trigger.VERIFIED, null, null, null));
        assertThat(told())
                .containsExactly(
                        "Connecting", "Connected", "Opened", "Disconnected", "Connected", "Reconnected", "Opened");
    }

    @Test
    void S8_a_close_during_an_outage_does_not_tell_the_loss_twice() {
        cell.move(Move.of(Trigger.OPEN));
        cell.move(new Move(Trigger.VERIFIED, null, null, null));
        cell.move(Move.lose(REFUSED, Reason.OUTAGE));
        cell.move(Move.of(Trigger.CLOSE));
        cell.move(Move.of(Trigger.END));
        assertThat(told().subList(3, 6)).containsExactly("Disconnected", "Disconnecting", "Closed");
    }

    @Test
    void S14_a_rotation_tells_of_a_recovery_or_a_first_connect_and_of_nothing_else() {
        cell.move(Move.of(Trigger.OPEN));
        cell.move(new Move(Trigger.ROTATE, null, null, null));
        cell.move(new Move(Trigger.ROTATE, null, null, null));
        cell.move(Move.lose(REFUSED, Reason.OUTAGE));
        cell.move(new Move(Trigger.ROTATE, null, null, null));
        assertThat(told())
                .containsExactly(
                        "Connecting", "Connected", "Opened", "Disconnected", "Connected", "Reconnected", "Opened");
    }

    @Test
    void S14_a_rotation_while_connected_leaves_the_time_of_the_state() {
        cell.move(Move.of(Trigger.OPEN));
        cell.move(new Move(Trigger.VERIFIED, null, null, null));
        var since = cell.snapshot().since();
        cell.move(new Move(Trigger.ROTATE, null, null, null));
        assertThat(cell.snapshot().since()).isSameAs(since);
    }

    @Test
    void a_move_the_table_does_not_have_changes_nothing_and_tells_nothing() {
        assertThat(cell.move(Move.lose(REFUSED, Reason.OUTAGE))).isFalse();
        assertThat(cell.state()).isEqualTo(ConnectionState.NEW);
        assertThat(told()).isEmpty();
    }

    @Test
    void a_move_of_a_session_that_is_over_is_refused() {
        assertThat(cell.move(Move.of(Trigger.OPEN), () -> false)).isFalse();
        assertThat(cell.state()).isEqualTo(ConnectionState.NEW);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void any_sequence_of_triggers_keeps_numbers_gap_free_and_states_chained(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            Trigger trigger = Trigger.values()[random.nextInt(Trigger.values().length)];
            cell.move(new Move(trigger, null, REFUSED, Reason.OUTAGE));
        }
        List<ConnectionEvent> events = dispatcher.timeline();
        for (int i = 1; i < events.size(); i++) {
            assertThat(events.get(i).sequence()).isEqualTo(events.get(i - 1).sequence() + 1);
            assertThat(events.get(i).from()).isEqualTo(events.get(i - 1).to());
        }
        assertThat(events.get(events.size() - 1).to()).isEqualTo(cell.state());
    }
}
