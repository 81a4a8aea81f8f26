package dev.meerkat.internal.lifecycle;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZL_Result;

/** §2, S7: a close that meets the success of a connect wins in either order; the connect is told or cancelled. */
@JCStressTest
@Outcome(id = "true, true, DRAINING", expect = ACCEPTABLE, desc = "connected, then closed")
@Outcome(id = "false, true, DRAINING", expect = ACCEPTABLE, desc = "closed; the success came too late")
@Outcome(expect = FORBIDDEN, desc = "a move the table has not, or events that contradict the state")
@State
public class CloseVersusVerified {
    private final CellRig rig = CellRig.connecting();

    /** One writer. */
    @Actor
    public void verified(ZZL_Result result) {
        result.r1 = rig.verified();
    }

    /** The other. */
    @Actor
    public void close(ZZL_Result result) {
        result.r2 = rig.close();
    }

    /** What the events say. */
    @Arbiter
    public void story(ZZL_Result result) {
        result.r3 = rig.story();
    }
}
