package dev.meerkat.internal.lifecycle;

import dev.meerkat.diagnosis.Diagnosis;
import dev.meerkat.event.Disconnected.Reason;
import dev.meerkat.internal.gate.Generation;
import org.jspecify.annotations.Nullable;

/**
 * A wish to move: the trigger and what the events of the move tell. Immutable.
 *
 * @param trigger what happened
 * @param generation the generation the gate serves from now on, null to leave it as it is
 * @param diagnosis the explained cause of a loss or a failure
 * @param reason why the connection is disconnected, for {@link Trigger#LOSE}
 */
record Move(
        Trigger trigger,
        @Nullable Generation generation,
        @Nullable Diagnosis diagnosis,
        @Nullable Reason reason) {
    static Move of(Trigger trigger) {
        return new Move(trigger, null, null, null);
    }

    static Move verified(Generation generation) {
        return new Move(Trigger.VERIFIED, generation, null, null);
    }

    static Move rotated(Generation generation) {
        return new Move(Trigger.ROTATE, generation, null, null);
    }

    static Move giveUp(Diagnosis diagnosis) {
        return new Move(Trigger.GIVE_UP, null, diagnosis, Reason.GAVE_UP);
    }

    static Move lose(Diagnosis diagnosis, Reason reason) {
        return new Move(Trigger.LOSE, null, diagnosis, reason);
    }
}
