package dev.meerkat.concurrency;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.meerkat.ConnectionState;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** S7, C1: a close fails the callers that wait at the gate, at once. */
@JCStressTest
@Outcome(id = "closed", expect = ACCEPTABLE, desc = "told that the connection was closed")
@Outcome(expect = FORBIDDEN, desc = "slept through the close, or admitted")
@State
public class WaiterVersusClose {
    private final GateRig rig = GateRig.in(ConnectionState.INTERRUPTED);

    /** The application. */
    @Actor
    public void application(L_Result result) {
        result.r1 = Tries.enter(rig);
    }

    /** The close. */
    @Actor
    public void close() {
        rig.set(ConnectionState.DRAINING);
        rig.set(ConnectionState.CLOSED);
    }
}
