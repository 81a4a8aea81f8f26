package dev.meerkat.internal.lifecycle;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.meerkat.error.ConnectionClosedException;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/** G5, C1: once the state has moved to DRAINING the gate has too, so that a close counts whatever got in. */
@JCStressTest
@Outcome(id = "in, 1", expect = ACCEPTABLE, desc = "admitted and counted")
@Outcome(id = "closed, [01]", expect = ACCEPTABLE, desc = "refused")
@Outcome(expect = FORBIDDEN, desc = "admitted and not counted")
@State
public class AdmitVersusClose {
    private final CellRig rig = CellRig.connected();

    /** The application. */
    @Actor
    public void application(LL_Result result) {
        try {
            rig.gate().admit();
            result.r1 = "in";
        } catch (ConnectionClosedException e) {
            result.r1 = "closed";
        }
    }

    /** The close. */
    @Actor
    public void close(LL_Result result) {
        rig.close();
        result.r2 = rig.gate().generation().inFlight();
    }
}
