package dev.meerkat.internal.gate;

import dev.meerkat.stats.CutWork;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An admission with its details. Whoever took its bit in the stripe writes the fields; a drain's report reads them without a lock, so a
 * slot that changes hands meanwhile may show a mixture: good enough for a report, free for the operation.
 */
final class Slot extends Admission {
    private final Stripe stripe;
    private final long bit;
    private String operation = "";
    private String namespace = "";
    private long start;
    private @Nullable Thread thread;
    private boolean detached;
    private boolean nested;

    Slot(Stripe stripe, int index) {
        super(stripe.generation());
        this.stripe = stripe;
        this.bit = 1L << index;
    }

    /** Mostly the slot had the same operation before, and what is not written costs no barrier of the garbage collector's. */
    @SuppressWarnings({"ReferenceEquality", "StringEquality"}) // of two equal ones either will do
    void fill(String operation, String namespace, long start, Thread thread, boolean nested) {
        if (this.operation != operation) {
            this.operation = operation;
        }
        if (this.namespace != namespace) {
            this.namespace = namespace;
        }
        this.start = start;
        this.thread = thread;
        this.detached = false;
        this.nested = nested;
    }

    @Override
    public void detach() {
        detached = true;
    }

    /** Whether the work belongs to other work that was admitted before. */
    boolean nested() {
        return nested;
    }

    @Override
    public void release() {
        thread = null;
        stripe.leave(bit);
    }

    boolean heldBy(Thread asked) {
        return thread == asked && !detached;
    }

    /** The one of both that began later, of those that the loan's holder had begun when it got it. */
    @Nullable
    Slot laterOf(@Nullable Slot other, Loan loan) {
        boolean fits = thread == loan.holder() && start - loan.since() <= 0;
        return fits && (other == null || start - other.start > 0) ? this : other;
    }

    /** Holds a connection without work that is recorded: beyond the slots, begun by another thread, or none of the gate's. */
    static CutWork unknown(Loan loan, long now) {
        return new CutWork(
                "unknown", "unknown", Duration.ofNanos(Math.max(0, now - loan.since())), name(loan.holder()));
    }

    CutWork describe(long now) {
        Thread holder = thread;
        return new CutWork(
                operation,
                namespace,
                Duration.ofNanos(Math.max(0, now - start)),
                holder == null ? "unknown" : name(holder));
    }

    /** Virtual threads mostly have no name. */
    private static String name(Thread holder) {
        return holder.getName().isEmpty() ? "thread-" + holder.getId() : holder.getName();
    }
}
