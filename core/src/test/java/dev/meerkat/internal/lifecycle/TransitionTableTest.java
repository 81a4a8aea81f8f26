package dev.meerkat.internal.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meerkat.ConnectionState;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TransitionTableTest {
    @Test
    void the_whole_table_is_what_the_contract_says() {
        List<String> moves = new ArrayList<>();
        for (ConnectionState state : ConnectionState.values()) {
            for (Trigger trigger : Trigger.values()) {
                TransitionTable.next(state, trigger).ifPresent(to -> moves.add(state + " " + trigger + " " + to));
            }
        }
        assertThat(moves)
                .containsExactlyInAnyOrder(
                        "NEW OPEN CONNECTING",
                        "NEW CLOSE CLOSED",
                        "CONNECTING VERIFIED CONNECTED",
                        "CONNECTING GIVE_UP FAILED",
                        "CONNECTING CLOSE DRAINING",
                        "CONNECTED LOSE INTERRUPTED",
                        "CONNECTED CLOSE DRAINING",
                        "INTERRUPTED VERIFIED CONNECTED",
                        "INTERRUPTED CLOSE DRAINING",
                        "CONNECTING ROTATE CONNECTED",
                        "CONNECTED ROTATE CONNECTED",
                        "INTERRUPTED ROTATE CONNECTED",
                        "DRAINING END CLOSED",
                        "CLOSED OPEN CONNECTING",
                        "FAILED OPEN CONNECTING",
                        "FAILED CLOSE CLOSED");
    }
}
