package dev.meerkat.concurrency;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.meerkat.ConnectionState;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** S10, C1: a caller that meets a close and a reopen is refused by the one or served by the other, and never forgotten between them. */
@JCStressTest
@Outcome(id = "closed", expect = ACCEPTABLE, desc = "waited at the close, or came while closed")
@Outcome(id = "in", expect = ACCEPTABLE, desc = "came after the close")
@Outcome(expect = FORBIDDEN, desc = "forgotten")
@State
public class WaiterVersusReopen {
    private final GateRig rig = GateRig.in(ConnectionState.INTERRUPTED);

    /** The application. */
    @Actor
    public void application(L_Result result) {
        result.r1 = Tries.enter(rig);
    }

    /** The close and the next open. */
    @Actor
    public void reopen() {
        rig.set(ConnectionState.DRAINING);
        rig.set(ConnectionState.CLOSED);
        rig.set(ConnectionState.CONNECTING);
        rig.set(ConnectionState.CONNECTED);
    }
}
