package dev.meerkat.internal.lifecycle;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZL_Result;

/** §2, S6, S8: a loss that meets a close is told before it or not at all. */
@JCStressTest
@Outcome(id = "true, true, DRAINING", expect = ACCEPTABLE, desc = "lost, then closed")
@Outcome(id = "false, true, DRAINING", expect = ACCEPTABLE, desc = "closed; a loss means nothing any more")
@Outcome(expect = FORBIDDEN, desc = "a move the table has not, or events that contradict the state")
@State
public class LossVersusClose {
    private final CellRig rig = CellRig.connected();

    /** One writer. */
    @Actor
    public void lose(ZZL_Result result) {
        result.r1 = rig.lose();
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
