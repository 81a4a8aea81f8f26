package dev.meerkat.concurrency;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.meerkat.ConnectionState;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/** G5, C1: what a drain does not count was refused; nothing gets in after the drain saw zero. */
@JCStressTest
@Outcome(id = "in, 1", expect = ACCEPTABLE, desc = "admitted and counted")
@Outcome(id = "closed, 0", expect = ACCEPTABLE, desc = "refused and not counted")
@Outcome(id = "closed, 1", expect = ACCEPTABLE, desc = "counted on its way to being refused")
@Outcome(id = "in, 0", expect = FORBIDDEN, desc = "admitted although the drain saw nothing: its client closes under it")
@Outcome(expect = FORBIDDEN, desc = "anything else")
@State
public class AdmitVersusDrain {
    private final GateRig rig = GateRig.in(ConnectionState.CONNECTED);

    /** The application. */
    @Actor
    public void application(LL_Result result) {
        result.r1 = Tries.enter(rig);
    }

    /** The close: shuts the gate, then counts. */
    @Actor
    public void close(LL_Result result) {
        rig.set(ConnectionState.DRAINING);
        result.r2 = rig.generation().inFlight();
    }
}
