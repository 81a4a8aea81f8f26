package dev.meerkat.concurrency;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.meerkat.ConnectionState;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** G2: a read that waits in an outage never sleeps through a secondary that appears. */
@JCStressTest
@Outcome(id = "in", expect = ACCEPTABLE, desc = "admitted, after the secondary or by waiting for it")
@Outcome(expect = FORBIDDEN, desc = "slept through it, or refused")
@State
public class ReaderVersusSecondary {
    private final GateRig rig = GateRig.in(ConnectionState.INTERRUPTED);

    /** The application. */
    @Actor
    public void application(L_Result result) {
        result.r1 = Tries.read(rig);
    }

    /** The driver, by way of the guard. */
    @Actor
    public void secondary() {
        rig.secondaryAppears();
    }
}
