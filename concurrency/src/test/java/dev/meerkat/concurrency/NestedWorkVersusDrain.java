package dev.meerkat.concurrency;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.meerkat.ConnectionState;
import dev.meerkat.internal.gate.Admission;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/** G5: work inside an open transaction passes at every moment of a close, and the close counts it. */
@JCStressTest
@Outcome(id = "in, [12]", expect = ACCEPTABLE, desc = "admitted; the drain saw the transaction at least")
@Outcome(expect = FORBIDDEN, desc = "refused inside its transaction, or not counted")
@State
public class NestedWorkVersusDrain {
    private final GateRig rig = GateRig.in(ConnectionState.CONNECTED);
    private final Admission transaction = rig.admit();

    /** The application goes on with its transaction. */
    @Actor
    public void application(LL_Result result) {
        result.r1 = Tries.enter(rig, transaction);
    }

    /** The close: shuts the gate, then counts. */
    @Actor
    public void close(LL_Result result) {
        rig.set(ConnectionState.DRAINING);
        result.r2 = rig.generation().inFlight();
    }
}
