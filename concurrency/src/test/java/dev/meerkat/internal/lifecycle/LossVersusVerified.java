package dev.meerkat.internal.lifecycle;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZL_Result;

/** §2, S5: a recovery that meets the loss it answers comes after it or not at all. */
@JCStressTest
@Outcome(id = "true, true, CONNECTED", expect = ACCEPTABLE, desc = "lost, then recovered")
@Outcome(id = "true, false, INTERRUPTED", expect = ACCEPTABLE, desc = "there was nothing to recover yet")
@Outcome(expect = FORBIDDEN, desc = "a move the table has not, or events that contradict the state")
@State
public class LossVersusVerified {
    private final CellRig rig = CellRig.connected();

    /** One writer. */
    @Actor
    public void lose(ZZL_Result result) {
        result.r1 = rig.lose();
    }

    /** The other. */
    @Actor
    public void verified(ZZL_Result result) {
        result.r2 = rig.verified();
    }

    /** What the events say. */
    @Arbiter
    public void story(ZZL_Result result) {
        result.r3 = rig.story();
    }
}
