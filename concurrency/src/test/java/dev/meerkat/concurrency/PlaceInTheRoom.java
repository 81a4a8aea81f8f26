package dev.meerkat.concurrency;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.meerkat.ConnectionState;
import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/** G2: who waits keeps the place when a newer diagnosis arrives; only who comes when the room is full is refused. */
@JCStressTest
@Outcome(id = "in, full", expect = ACCEPTABLE, desc = "the first kept its place, the second found none")
@Outcome(id = "in vain, .*", expect = ACCEPTABLE, desc = "the machine was slower than the first one's patience")
@Outcome(expect = FORBIDDEN, desc = "the first was thrown out, or the room held two")
@State
public class PlaceInTheRoom {
    private final GateRig rig = GateRig.in(ConnectionState.CONNECTING, Duration.ofMillis(50));
    private volatile boolean gone;

    /** Takes the one place. */
    @Actor
    public void first(LL_Result result) {
        result.r1 = Tries.enter(rig);
        gone = true;
    }

    /** Comes when the place is taken, just when a new diagnosis arrives; connects at last. */
    @Actor
    public void second(LL_Result result) {
        while (rig.gate().waiting() == 0 && !gone) {
            Thread.onSpinWait();
        }
        rig.set(ConnectionState.CONNECTING);
        result.r2 = Tries.enter(rig);
        rig.set(ConnectionState.CONNECTED);
    }
}
