package dev.meerkat.internal.gate;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.meerkat.ConnectionState;
import dev.meerkat.concurrency.GateRig;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** C1: of two operations on different stripes that end together, at least one sees that nothing is left, or no one would wake the drain. */
@JCStressTest
@Outcome(id = "told", expect = ACCEPTABLE, desc = "somebody saw zero")
@Outcome(expect = FORBIDDEN, desc = "each thought that the other was still there")
@State
public class LastLeaverTells {
    private final Generation generation = GateRig.in(ConnectionState.CONNECTED).generation();
    private final Admission left;
    private final Admission right;
    private volatile boolean told;

    /** Fills the thread's home stripe to spill over into the next, and frees all but one of each. */
    public LastLeaverTells() {
        left = enter();
        Admission[] fill = new Admission[Stripe.SLOTS - 1];
        for (int i = 0; i < fill.length; i++) {
            fill[i] = enter();
        }
        right = enter();
        for (Admission each : fill) {
            each.release();
        }
        generation.whenLeft(this::look);
    }

    private Admission enter() {
        return generation.enter("find", "shop.orders", 0, false);
    }

    private void look() {
        if (generation.inFlight() == 0) {
            told = true;
        }
    }

    /** Ends one. */
    @Actor
    public void left() {
        left.release();
    }

    /** Ends the other. */
    @Actor
    public void right() {
        right.release();
    }

    /** Asks when both have ended. */
    @Arbiter
    public void ask(L_Result result) {
        result.r1 = told ? "told" : "nobody";
    }
}
