package dev.meerkat.internal.gate;

import com.mongodb.ReadPreference;
import dev.meerkat.ConnectionState;
import dev.meerkat.diagnosis.Diagnosis;
import dev.meerkat.internal.time.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The one place every operation passes: it admits, waits or refuses by state, and counts what is in flight.
 *
 * <p>The fast path enters the open generation's stripe and then looks again whether the generation is still open; a drain shuts the gate
 * first and counts after. So whatever the drain does not count sees the shut gate. Source: contract §6.
 *
 * <p>Thread safety: safe. {@link #lock} guards {@link #passage}, {@link #replaced}, {@link #waiting} and {@link #looks}; nothing is called under it.
 */
public final class Gate {
    private final TimeSource time;
    private final Refusals refusals;
    private final Predicate<ReadPreference> readable;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    private volatile GatePolicy policy;
    private volatile Passage passage = new Passage(ConnectionState.NEW, null, null, 0);
    private volatile int waiting;

    /** Generations that another has replaced while work was in flight in them. */
    private volatile List<Generation> replaced = List.of();

    /** How often waiting reads were told to look. A caller reads it before it asks who serves it, so that no telling is lost. */
    private volatile long looks;

    /** The generation that takes work without looking further; null while any other rule than G1 holds. */
    private volatile @Nullable Generation open;

    /**
     * Makes a gate in state NEW.
     *
     * @param readable whether some member serves reads with the given preference now; asked only while there is no connection
     */
    public Gate(String connection, TimeSource time, GatePolicy policy, Predicate<ReadPreference> readable) {
        this.time = time;
        this.policy = policy;
        this.readable = readable;
        this.refusals = new Refusals(connection);
    }

    /**
     * Admits one operation, waits or refuses by state.
     *
     * @param operation the driver's method name, a constant
     * @param origin who asks
     * @param read whether a secondary might serve it
     * @param within the admission of the open transaction it belongs to, null outside one; such work passes while draining
     * @throws dev.meerkat.error.MeerkatException when refused
     */
    public Admission admit(String operation, Origin origin, boolean read, @Nullable Admission within) {
        Generation current = open;
        if (current != null && within == null) {
            Admission admission = current.enter(operation, origin.namespace(), time.nanos(), false);
            if (open == current) {
                return admission;
            }
            admission.release();
        }
        return admitByState(operation, origin, read, within);
    }

    /** As {@link #admit} for a change stream, which is counted apart and ended when a drain begins by calling {@code end}. */
    public Admission admitChangeStream(String operation, Origin origin, Runnable end) {
        while (true) {
            Admission pass = admit(operation, origin, true, null);
            try {
                Generation generation = pass.generation();
                Admission admission = generation.enterChangeStream(end);
                if (passage.generation() == generation && passage.state() != ConnectionState.DRAINING) {
                    return admission;
                }
                admission.release();
            } finally {
                pass.release();
            }
        }
    }

    /** Who asks where another rule than G1 holds, and since when. */
    private record Caller(
            String operation,
            Origin origin,
            boolean read,
            @Nullable Admission within,
            long begun) {
        String namespace() {
            return origin.namespace();
        }
    }

    private Admission admitByState(String operation, Origin origin, boolean read, @Nullable Admission within) {
        Caller caller = new Caller(operation, origin, read, within, time.nanos());
        Duration waited = Duration.ZERO;
        long epoch = passage.epoch();
        while (true) {
            long look = looks;
            Passage now = passage;
            Generation target = target(now, caller);
            boolean mine = now.epoch() == epoch
                    || now.state() == ConnectionState.FAILED
                    || (now.state() == ConnectionState.DRAINING && target != null);
            if (!mine) {
                throw refusals.closedWhileWaiting(now, operation, origin.namespace(), waited);
            }
            if (target != null) {
                boolean nested = within != null || now.state() == ConnectionState.DRAINING;
                Admission admission = target.enter(operation, origin.namespace(), time.nanos(), nested);
                if (passage == now) {
                    return admission;
                }
                admission.release();
            } else if (!now.worthWaiting()) {
                throw refusals.atOnce(now, operation, origin.namespace(), waited);
            } else {
                await(now, caller, look, waited);
                waited = waited(caller);
            }
        }
    }

    private Duration waited(Caller caller) {
        return Duration.ofNanos(time.nanos() - caller.begun());
    }

    /** The generation that takes this work in this passage, or null if it has to wait or go. */
    private @Nullable Generation target(Passage now, Caller caller) {
        Admission within = caller.within();
        switch (now.state()) {
            case CONNECTED:
                return within == null ? now.generation() : within.generation();
            case DRAINING:
                if (within != null) {
                    return within.generation();
                }
                return around(now);
            case INTERRUPTED:
                return served(now, caller) ? now.generation() : null;
            default:
                return null;
        }
    }

    /** The generation that took the work which the current thread is inside of, or null; that of a replaced client drains too. */
    private @Nullable Generation around(Passage draining) {
        return Stream.concat(Stream.ofNullable(draining.generation()), replaced.stream())
                .filter(Generation::heldByCurrentThread)
                .findFirst()
                .orElse(null);
    }

    /** Whether a member that is left serves this caller. A fatal cause is told instead. Source: contract §2, S16. */
    private boolean served(Passage now, Caller caller) {
        ReadPreference preference = caller.origin().readPreference();
        return now.state() == ConnectionState.INTERRUPTED
                && now.worthWaiting()
                && caller.read()
                && caller.within() == null
                && preference != null
                && readable.test(preference);
    }

    private void await(Passage seen, Caller caller, long look, Duration waited) {
        if (!policy.buffer()) {
            throw refusals.failFast(seen, caller.operation(), caller.namespace());
        }
        long left = patience(caller.origin()) - (time.nanos() - caller.begun());
        if (left <= 0) {
            throw refusals.inVain(seen, caller.operation(), caller.namespace(), waited(caller));
        }
        lock.lock();
        try {
            if (passage != seen) {
                return;
            }
            int limit = policy.maxWaiting();
            if (waiting >= limit) {
                throw refusals.tooMany(seen, caller.operation(), caller.namespace(), waited, limit);
            }
            waitUnderLock(left, seen, caller, look);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw refusals.interrupted(passage, caller.operation(), caller.namespace(), waited(caller), e);
        } finally {
            lock.unlock();
        }
    }

    /** Returns when there is something else to do than to wait, or the time is up. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // guarded by lock; volatile for readers only
    private void waitUnderLock(long nanos, Passage seen, Caller caller, long look) throws InterruptedException {
        waiting++;
        try {
            long left = nanos;
            long looked = look;
            while (stillAs(seen) && left > 0) {
                if (looked == looks) {
                    left = changed.awaitNanos(left);
                } else {
                    looked = looks;
                    if (servedNow(caller)) {
                        return;
                    }
                }
            }
        } finally {
            waiting--;
        }
    }

    /** Asks without the lock, and keeps the waiter's place. */
    private boolean servedNow(Caller caller) {
        lock.unlock();
        try {
            return served(passage, caller);
        } finally {
            lock.lock();
        }
    }

    /** Whether a waiter would only wait again: a newer diagnosis alone must not cost it its place. */
    private boolean stillAs(Passage seen) {
        Passage now = passage;
        return now.state() == seen.state() && now.epoch() == seen.epoch() && now.worthWaiting();
    }

    private long patience(Origin origin) {
        long buffer = policy.timeout().toNanos();
        long own = origin.timeoutMillis();
        return own > 0 ? Math.min(buffer, Duration.ofMillis(own).toNanos()) : buffer;
    }

    /** How callers are treated while there is no connection, from now on. */
    public void policy(GatePolicy policy) {
        this.policy = policy;
    }

    /**
     * Sets what the gate does from now on and wakes whoever waits.
     *
     * @param generation the current generation, null where there is none
     * @param diagnosis the last explained failure
     */
    public void set(ConnectionState state, @Nullable Generation generation, @Nullable Diagnosis diagnosis) {
        lock.lock();
        try {
            long epoch = passage.epoch() + (closing(state) && !closing(passage.state()) ? 1 : 0);
            Generation before = passage.generation();
            open = state == ConnectionState.CONNECTED ? generation : null;
            passage = new Passage(state, generation, diagnosis, epoch);
            if (state == ConnectionState.DRAINING && generation != null) {
                generation.shut();
            }
            if (before != null && before != generation) {
                before.shut();
            }
            replaced = generation == null ? List.of() : stillReplaced(before, generation);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private List<Generation> stillReplaced(@Nullable Generation before, Generation present) {
        return Stream.concat(Stream.ofNullable(before), replaced.stream())
                .filter(each -> each != present && each.inFlight() > 0)
                .toList();
    }

    /** Lets waiting reads look again: another member may serve them now. Source: contract §2. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // guarded by lock; volatile for readers only
    public void look() {
        lock.lock();
        try {
            looks++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private static boolean closing(ConnectionState state) {
        return state == ConnectionState.DRAINING || state == ConnectionState.CLOSED || state == ConnectionState.FAILED;
    }

    /** The connection is closed for good: refusals say so from now on. Source: contract M2. */
    public void remove() {
        refusals.remove();
    }

    /** Generations that another has replaced and that still drain: their work is in flight. */
    public List<Generation> replaced() {
        return replaced.stream().filter(each -> !each.forced()).toList();
    }

    /** Callers waiting now. */
    public int waiting() {
        return waiting;
    }
}
