package dev.meerkat.internal.lifecycle;

import dev.meerkat.ConnectionState;
import dev.meerkat.diagnosis.Diagnosis;
import dev.meerkat.event.ConnectionEvent;
import dev.meerkat.event.ConnectionEvent.Facts;
import dev.meerkat.internal.dispatch.Dispatcher;
import dev.meerkat.internal.gate.Gate;
import dev.meerkat.internal.gate.Generation;
import dev.meerkat.internal.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The one writer of a connection's state. A move looks up the transition table, sets the gate and queues its events, all under
 * {@link #lock}, so nobody sees one without the other.
 *
 * <p>Thread safety: safe. Under the lock only the gate and the dispatcher's queue are touched, never a listener or the driver.
 */
final class StateCell {
    /**
     * What the state is. Immutable.
     *
     * @param state the rich state
     * @param since wall-clock time it was entered
     * @param diagnosis the last explained failure; kept after recovery
     * @param generation the generation the gate serves
     */
    record Snapshot(
            ConnectionState state,
            Instant since,
            @Nullable Diagnosis diagnosis,
            @Nullable Generation generation) {}

    private final String connection;
    private final TimeSource time;
    private final Gate gate;
    private final Dispatcher dispatcher;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private volatile Snapshot snapshot;
    private long sequence;
    private long lostAt;
    private boolean lossTold;

    StateCell(String connection, TimeSource time, Gate gate, Dispatcher dispatcher) {
        this.connection = connection;
        this.time = time;
        this.gate = gate;
        this.dispatcher = dispatcher;
        this.snapshot = new Snapshot(ConnectionState.NEW, time.now(), null, null);
    }

    Snapshot snapshot() {
        return snapshot;
    }

    ConnectionState state() {
        return snapshot.state();
    }

    /** Makes the move if the table has it from the present state; tells whether it did. */
    boolean move(Move move) {
        return move(move, () -> true);
    }

    /** As {@link #move(Move)}, if {@code still} holds too, which is asked under the lock and must only read memory. */
    boolean move(Move move, BooleanSupplier still) {
        lock.lock();
        try {
            ConnectionState from = snapshot.state();
            ConnectionState to = TransitionTable.next(from, move.trigger()).orElse(null);
            if (to == null || !still.getAsBoolean()) {
                return false;
            }
            Duration downtime = Duration.ofNanos(Math.max(0, time.nanos() - lostAt));
            enter(to, move);
            ConnectionState before = from;
            for (var event : Announcement.of(from, move, downtime, lossTold)) {
                emit(event, before, to);
                before = to;
            }
            remember(from, move);
            moved.signalAll();
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void enter(ConnectionState to, Move move) {
        Generation generation = move.generation() == null ? snapshot.generation() : move.generation();
        if (to == ConnectionState.CLOSED || to == ConnectionState.FAILED || to == ConnectionState.CONNECTING) {
            generation = null;
        }
        Diagnosis diagnosis = move.diagnosis() == null ? snapshot.diagnosis() : move.diagnosis();
        Instant since = to == snapshot.state() ? snapshot.since() : time.now();
        snapshot = new Snapshot(to, since, diagnosis, generation);
        gate.set(to, generation, to == ConnectionState.CONNECTED ? null : diagnosis);
    }

    private void remember(ConnectionState from, Move move) {
        if (move.trigger() == Trigger.LOSE) {
            lostAt = time.nanos();
        }
        if (move.trigger() == Trigger.CLOSE) {
            lossTold = from != ConnectionState.CONNECTED;
        }
    }

    /** Waits until the state is another than {@code state}, at most {@code nanos}; tells whether it is. */
    boolean awaitOther(ConnectionState state, long nanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = nanos;
            while (snapshot.state() == state && left > 0) {
                left = moved.awaitNanos(left);
            }
            return snapshot.state() != state;
        } finally {
            lock.unlock();
        }
    }

    /** Tells an event that changes no state. */
    void tell(Function<Facts, ConnectionEvent> event) {
        tell(event, () -> true);
    }

    /** As {@link #tell(Function)}, if {@code still} holds, which is asked under the lock. */
    void tell(Function<Facts, ConnectionEvent> event, BooleanSupplier still) {
        lock.lock();
        try {
            if (still.getAsBoolean()) {
                emit(event, snapshot.state(), snapshot.state());
            }
        } finally {
            lock.unlock();
        }
    }

    /** Keeps a newer diagnosis of the present state; the gate's refusals carry it from now on. Asks {@code still} under the lock. */
    void explain(Diagnosis diagnosis, BooleanSupplier still) {
        lock.lock();
        try {
            ConnectionState state = snapshot.state();
            boolean open = state == ConnectionState.CONNECTING || state == ConnectionState.INTERRUPTED;
            if (open && still.getAsBoolean()) {
                snapshot = new Snapshot(state, snapshot.since(), diagnosis, snapshot.generation());
                gate.set(state, snapshot.generation(), diagnosis);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Lets reads that wait at the gate look again: another member may serve them now. */
    void look() {
        gate.look();
    }

    private void emit(Function<Facts, ConnectionEvent> event, ConnectionState from, ConnectionState to) {
        sequence++;
        dispatcher.emit(event.apply(new Facts(connection, sequence, time.now(), time.nanos(), from, to)));
    }
}
