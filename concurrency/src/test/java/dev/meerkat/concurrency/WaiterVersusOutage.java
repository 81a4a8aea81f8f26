package dev.meerkat.concurrency;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.meerkat.ConnectionState;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** G1, G2: an outage that begins and ends around a caller never loses that caller. */
@JCStressTest
@Outcome(id = "in", expect = ACCEPTABLE, desc = "admitted, before, after or by waiting")
@Outcome(expect = FORBIDDEN, desc = "slept through the recovery, or refused")
@State
public class WaiterVersusOutage {
    private final GateRig rig = GateRig.in(ConnectionState.CONNECTED);

    /** The application. */
    @Actor
    public void application(L_Result result) {
        result.r1 = Tries.enter(rig);
    }

    /** The outage, and its end. */
    @Actor
    public void outage() {
        rig.set(ConnectionState.INTERRUPTED);
        rig.set(ConnectionState.CONNECTED);
    }
}
