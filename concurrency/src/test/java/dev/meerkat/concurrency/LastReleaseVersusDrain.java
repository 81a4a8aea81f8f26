package dev.meerkat.concurrency;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.meerkat.ConnectionState;
import dev.meerkat.internal.gate.Admission;
import dev.meerkat.internal.gate.Drain;
import dev.meerkat.internal.time.TimeSource;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/** C1: the drain ends the moment its last work ends; it never sleeps through that moment, and cuts nothing. */
@JCStressTest
@Outcome(id = "woken, 0", expect = ACCEPTABLE, desc = "the drain ended with its last work")
@Outcome(expect = FORBIDDEN, desc = "the drain slept through the last release, or cut finished work")
@State
public class LastReleaseVersusDrain {
    private final GateRig rig = GateRig.in(ConnectionState.CONNECTED);
    private final Admission last = rig.admit();

    /** Shuts the gate, so that nothing else comes. */
    public LastReleaseVersusDrain() {
        rig.set(ConnectionState.DRAINING);
    }

    /** The application's last operation ends. */
    @Actor
    public void application() {
        last.release();
    }

    /** The drain waits for it. */
    @Actor
    public void drain(LL_Result result) {
        Drain.Result end = await();
        result.r1 = end.waited().compareTo(GateRig.PATIENCE) < 0 ? "woken" : "slept";
        result.r2 = end.cut().size() + end.withoutDetail();
    }

    private Drain.Result await() {
        try {
            return new Drain(rig.generation(), TimeSource.SYSTEM).await(GateRig.PATIENCE);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
