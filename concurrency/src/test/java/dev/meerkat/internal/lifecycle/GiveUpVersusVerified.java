package dev.meerkat.internal.lifecycle;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZL_Result;

/** §2, S3: a connect succeeds or gives up, never both, never neither. */
@JCStressTest
@Outcome(id = "true, false, CONNECTED", expect = ACCEPTABLE, desc = "the success was first")
@Outcome(id = "false, true, FAILED", expect = ACCEPTABLE, desc = "the end of the attempts was first")
@Outcome(expect = FORBIDDEN, desc = "a move the table has not, or events that contradict the state")
@State
public class GiveUpVersusVerified {
    private final CellRig rig = CellRig.connecting();

    /** One writer. */
    @Actor
    public void verified(ZZL_Result result) {
        result.r1 = rig.verified();
    }

    /** The other. */
    @Actor
    public void giveUp(ZZL_Result result) {
        result.r2 = rig.giveUp();
    }

    /** What the events say. */
    @Arbiter
    public void story(ZZL_Result result) {
        result.r3 = rig.story();
    }
}
