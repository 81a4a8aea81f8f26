package dev.meerkat.internal.gate;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * One cell of a generation's admissions: a bit for each of 64 slots, and a count of what came beyond them.
 *
 * <p>Taking the bit is both the count and the reservation of the slot, so entering costs one compare-and-set and leaving one atomic and.
 * Work is released on the stripe it entered.
 */
final class Stripe {
    static final int SLOTS = 64;

    private static final VarHandle USED;
    private static final VarHandle BEYOND;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            USED = lookup.findVarHandle(Stripe.class, "used", long.class);
            BEYOND = lookup.findVarHandle(Stripe.class, "beyond", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Generation generation;
    private final Slot[] slots = new Slot[SLOTS];
    private final Overflow overflow;
    private volatile long used;
    private volatile int beyond;

    Stripe(Generation generation) {
        this.generation = generation;
        this.overflow = new Overflow(this);
        for (int i = 0; i < SLOTS; i++) {
            slots[i] = new Slot(this, i);
        }
    }

    Generation generation() {
        return generation;
    }

    /** Takes a free slot, or returns null if there is none. */
    @Nullable
    Slot enter() {
        long seen = used;
        while (seen != -1L) {
            long bit = Long.lowestOneBit(~seen);
            if (USED.compareAndSet(this, seen, seen | bit)) {
                return slots[Long.numberOfTrailingZeros(bit)];
            }
            seen = used;
        }
        return null;
    }

    Admission enterOverflow() {
        BEYOND.getAndAdd(this, 1);
        return overflow;
    }

    void leave(long bit) {
        USED.getAndBitwiseAnd(this, ~bit);
        generation.left();
    }

    void leaveOverflow() {
        BEYOND.getAndAdd(this, -1);
        generation.left();
    }

    int count() {
        return Long.bitCount(used) + beyond;
    }

    int beyond() {
        return beyond;
    }

    /** Calls {@code visitor} for each slot in use. */
    void visit(java.util.function.Consumer<Slot> visitor) {
        for (long left = used; left != 0; left &= left - 1) {
            visitor.accept(slots[Long.numberOfTrailingZeros(left)]);
        }
    }
}
