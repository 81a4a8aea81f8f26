package dev.meerkat.internal.gate;

import com.mongodb.client.MongoClient;
import dev.meerkat.stats.CutWork;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One driver client and the work admitted to it. A reopen or a rotation makes the next generation; work stays with the one it began on.
 *
 * <p>Thread safety: safe.
 */
public final class Generation {
    private static final int STRIPES = stripes(Runtime.getRuntime().availableProcessors());

    private final MongoClient client;
    private final Supplier<List<Loan>> loans;
    private final Stripe[] stripes = new Stripe[STRIPES];
    private final Set<Runnable> changeStreams = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Runnable whenLeft;
    private volatile boolean forced;
    private volatile long piecesAtShut = -1;
    private volatile Object deployment = this;

    /** Makes a generation with no work yet, of whose pools nothing is known. */
    public Generation(MongoClient client) {
        this(client, List::of);
    }

    /** Makes a generation with no work yet, whose pools' connections are lent as {@code loans} says. */
    public Generation(MongoClient client, Supplier<List<Loan>> loans) {
        this.client = client;
        this.loans = loans;
        for (int i = 0; i < STRIPES; i++) {
            stripes[i] = new Stripe(this);
        }
    }

    /** Four stripes a processor, as a power of two, at least 8 and at most 64. */
    private static int stripes(int processors) {
        int wanted = Math.min(64, Math.max(8, 4 * processors));
        return Integer.highestOneBit(wanted);
    }

    /** The driver's client. */
    public MongoClient client() {
        return client;
    }

    /** What stands for the deployment it leads to: generations that lead to the same one share it. Source: contract R1. */
    public Object deployment() {
        return deployment;
    }

    /** Sets {@link #deployment()}; before work is admitted. */
    public void deployment(Object mark) {
        deployment = mark;
    }

    /** Whether a drain ended by force while work was still in flight. Source: contract C1, G8. */
    public boolean forced() {
        return forced;
    }

    void force() {
        forced = true;
    }

    Admission enter(String operation, String namespace, long now, boolean nested) {
        Thread thread = Thread.currentThread();
        int home = (int) thread.getId() & (STRIPES - 1);
        Slot slot = stripes[home].enter();
        for (int i = 1; slot == null && i < STRIPES; i++) {
            slot = stripes[(home + i) & (STRIPES - 1)].enter();
        }
        if (slot == null) {
            return stripes[home].enterOverflow();
        }
        slot.fill(operation, namespace, now, thread, nested);
        return slot;
    }

    /** Called after each release: tells a drain that waits. */
    void left() {
        Runnable listener = whenLeft;
        if (listener != null) {
            listener.run();
        }
    }

    void whenLeft(@Nullable Runnable listener) {
        whenLeft = listener;
    }

    /** Pieces of work in flight: operations, open cursors, open transactions. Source: contract G6. */
    public long inFlight() {
        long sum = 0;
        for (Stripe stripe : stripes) {
            sum += stripe.count();
        }
        return sum;
    }

    /** Keeps the number of pieces in flight at the moment the gate was shut; what ends from then on has finished in the drain. */
    void shut() {
        piecesAtShut = pieces();
    }

    /** Pieces in flight when the gate was shut, or now if it was not. */
    long piecesAtShut() {
        long noted = piecesAtShut;
        return noted < 0 ? pieces() : noted;
    }

    /** Pieces of work in flight that are no part of other work. */
    long pieces() {
        long[] sum = {0};
        for (Stripe stripe : stripes) {
            stripe.visit(slot -> sum[0] += slot.nested() ? 0 : 1);
            sum[0] += stripe.beyond();
        }
        return sum[0];
    }

    /** Work in flight beyond the slots, known only as a number. */
    int withoutDetail() {
        int sum = 0;
        for (Stripe stripe : stripes) {
            sum += stripe.beyond();
        }
        return sum;
    }

    /** What is in flight, as far as it has details, oldest first. */
    public List<CutWork> work(long now) {
        List<CutWork> found = new ArrayList<>();
        for (Stripe stripe : stripes) {
            stripe.visit(slot -> found.add(slot.describe(now)));
        }
        found.sort((a, b) -> b.age().compareTo(a.age()));
        return found;
    }

    /**
     * Who holds the pooled connections to {@code host}, or to all servers if that is empty, oldest first. A connection belongs to the last work that its
     * thread had begun when it was lent: the operation that runs, or a cursor or a transaction that keeps one. Source: contract H4.
     */
    public List<CutWork> holders(String host, long now) {
        return loans.get().stream()
                .filter(loan -> host.isEmpty() || loan.host().equals(host))
                .map(loan -> holder(loan, now))
                .sorted((a, b) -> b.age().compareTo(a.age()))
                .toList();
    }

    private CutWork holder(Loan loan, long now) {
        @Nullable Slot[] last = {null};
        for (Stripe stripe : stripes) {
            stripe.visit(slot -> last[0] = slot.laterOf(last[0], loan));
        }
        Slot found = last[0];
        return found == null ? Slot.unknown(loan, now) : found.describe(now);
    }

    /** Whether the current thread is inside work that was admitted before, as in an operation's own callback. Source: contract G5. */
    boolean heldByCurrentThread() {
        Thread current = Thread.currentThread();
        boolean[] held = {false};
        for (Stripe stripe : stripes) {
            stripe.visit(slot -> held[0] |= slot.heldBy(current));
        }
        return held[0];
    }

    /** Open change streams, counted apart because they never end by themselves. Source: contract G6. */
    public long changeStreams() {
        return changeStreams.size();
    }

    Admission enterChangeStream(Runnable end) {
        Runnable entry = end::run;
        changeStreams.add(entry);
        return new Admission(this) {
            @Override
            public void release() {
                changeStreams.remove(entry);
            }
        };
    }

    /** Ends all change streams; each may throw what it likes. */
    void endChangeStreams() {
        for (Runnable entry : List.copyOf(changeStreams)) {
            try {
                entry.run();
            } catch (RuntimeException alreadyBroken) {
                changeStreams.remove(entry);
            }
        }
    }
}
