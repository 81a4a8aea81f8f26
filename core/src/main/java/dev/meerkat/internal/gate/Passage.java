package dev.meerkat.internal.gate;

import dev.meerkat.ConnectionState;
import dev.meerkat.diagnosis.Diagnosis;
import org.jspecify.annotations.Nullable;

/**
 * What the gate does now. Immutable.
 *
 * @param state the connection's state
 * @param generation the current generation, null where there is none
 * @param diagnosis the last explained failure, null where there is none
 * @param epoch grows with every close, so that a waiter of an older epoch is refused although the connection is open again
 */
record Passage(
        ConnectionState state,
        @Nullable Generation generation,
        @Nullable Diagnosis diagnosis,
        long epoch) {
    /** Whether a caller may wait for better times. A fatal cause needs a change first. Source: contract G2, S16. */
    boolean worthWaiting() {
        return state == ConnectionState.CONNECTING
                || (state == ConnectionState.INTERRUPTED && !(diagnosis != null && diagnosis.fatal()));
    }
}
