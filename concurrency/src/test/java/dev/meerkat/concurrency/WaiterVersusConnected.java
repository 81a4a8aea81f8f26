package dev.meerkat.concurrency;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.meerkat.ConnectionState;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** G2: a caller that waits is woken by the connect, whatever the moment it comes. */
@JCStressTest
@Outcome(id = "in", expect = ACCEPTABLE, desc = "admitted")
@Outcome(expect = FORBIDDEN, desc = "slept through the connect, or refused")
@State
public class WaiterVersusConnected {
    private final GateRig rig = GateRig.in(ConnectionState.CONNECTING);

    /** The application. */
    @Actor
    public void application(L_Result result) {
        result.r1 = Tries.enter(rig);
    }

    /** The connect succeeds. */
    @Actor
    public void connect() {
        rig.set(ConnectionState.CONNECTED);
    }
}
