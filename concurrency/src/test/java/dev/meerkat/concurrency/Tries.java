package dev.meerkat.concurrency;

import dev.meerkat.diagnosis.Problem;
import dev.meerkat.error.ConnectionClosedException;
import dev.meerkat.error.ConnectionUnavailableException;
import dev.meerkat.internal.gate.Admission;
import org.jspecify.annotations.Nullable;

/** How a try to pass the gate went, in the words the outcomes use. */
final class Tries {
    static final String IN = "in";
    static final String CLOSED = "closed";
    static final String FULL = "full";
    static final String IN_VAIN = "in vain";

    /** However it ended: a gate that looks again when its patience is over hides that nobody woke the caller. */
    static final String OVERSLEPT = "overslept";

    private Tries() {}

    /** Tries to get in and stays in. */
    static String enter(GateRig rig) {
        return enter(rig, null);
    }

    /** As {@link #enter(GateRig)}, within an open transaction. */
    static String enter(GateRig rig, @Nullable Admission within) {
        return enter(rig, false, within);
    }

    /** As {@link #enter(GateRig)}, for a read that a secondary may serve. */
    static String read(GateRig rig) {
        return enter(rig, true, null);
    }

    private static String enter(GateRig rig, boolean read, @Nullable Admission within) {
        long begun = System.nanoTime();
        String end = outcome(rig, read, within);
        return System.nanoTime() - begun < GateRig.PATIENCE.toNanos() ? end : OVERSLEPT;
    }

    private static String outcome(GateRig rig, boolean read, @Nullable Admission within) {
        try {
            rig.gate().admit("findOrInsert", GateRig.ORIGIN, read, within);
            return IN;
        } catch (ConnectionClosedException e) {
            return CLOSED;
        } catch (ConnectionUnavailableException e) {
            return e.problemCode().equals(Problem.TOO_MANY_WAITING.code()) ? FULL : IN_VAIN;
        }
    }
}
