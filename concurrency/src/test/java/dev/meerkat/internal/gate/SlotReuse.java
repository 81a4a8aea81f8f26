package dev.meerkat.internal.gate;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.meerkat.ConnectionState;
import dev.meerkat.concurrency.GateRig;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/** G1: two threads on one stripe, whose slots are taken again the moment they are free, never share a slot, and every one comes back. */
@JCStressTest
@Outcome(id = "apart, 0", expect = ACCEPTABLE, desc = "each had a slot of its own; all are free again")
@Outcome(expect = FORBIDDEN, desc = "a slot had two owners, or one was lost")
@State
public class SlotReuse {
    private final Stripe stripe =
            new Stripe(GateRig.in(ConnectionState.CONNECTED).generation());
    private @Nullable Slot left;
    private @Nullable Slot right;

    /** Takes, gives back, takes again. */
    @Actor
    public void left() {
        left = takeTwice();
    }

    /** The same on the other side. */
    @Actor
    public void right() {
        right = takeTwice();
    }

    /** Looks at both when they are done, then empties the stripe. */
    @Arbiter
    public void look(LL_Result result) {
        result.r1 = left == right || stripe.count() != 2 ? "together" : "apart";
        Objects.requireNonNull(left).release();
        Objects.requireNonNull(right).release();
        result.r2 = stripe.count();
    }

    private Slot takeTwice() {
        Objects.requireNonNull(stripe.enter()).release();
        return Objects.requireNonNull(stripe.enter());
    }
}
