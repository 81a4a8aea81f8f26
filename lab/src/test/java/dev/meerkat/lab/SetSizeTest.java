package dev.meerkat.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How many members a set may have. */
final class SetSizeTest {
    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 51, 1000})
    void refusesFewerThanOneAndMoreThanFifty(int count) {
        ScriptedReplicaSetBuilder builder = ScriptedReplicaSet.builder();
        assertThatThrownBy(() -> builder.members(count))
                .isInstanceOf(LabException.class)
                .hasMessage(
                        "LAB_SET: a set has 1 to 50 members (members=" + count + "). Fix: give a number from 1 to 50.");
    }

    @Test
    void startsAsManyAsItAllows() {
        try (EmbeddedServer server = EmbeddedServer.start();
                ScriptedReplicaSet set =
                        ScriptedReplicaSet.builder().members(50).inFrontOf(server)) {
            assertThat(set.members()).hasSize(50);
        }
    }
}
