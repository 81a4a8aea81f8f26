package dev.meerkat.internal.lifecycle;

import com.mongodb.client.MongoClient;
import dev.meerkat.ConnectionState;
import dev.meerkat.internal.driver.DriverClient;
import dev.meerkat.internal.gate.Gate;
import dev.meerkat.internal.leak.LeakWatch;
import dev.meerkat.internal.time.TimeSource;
import dev.meerkat.options.ConnectionOptions;
import dev.meerkat.stats.DrainReport;
import dev.meerkat.stats.PoolObserver;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Begins and ends a connection's sessions; there is one at a time.
 *
 * <p>Thread safety: safe. {@link #lock} guards the session and its end; under it a session's threads are started, never waited for, and
 * neither the driver nor a listener is called. Lock order: this lock, the cell's, the gate's or the dispatcher's.
 */
final class Lifecycle {
    private final String connection;
    private final TimeSource time;
    private final RandomGenerator random;
    private final Gate gate;
    private final StateCell cell;
    private final Consumer<MongoClient> newClient;
    private final Consumer<ConnectionOptions> inForce;
    private final Consumer<Session> whenOpen;
    private final PoolObserver observer;
    private final LeakWatch leaks;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable Session session;
    private CompletableFuture<DrainReport> closing = CompletableFuture.completedFuture(DrainReport.EMPTY);
    private volatile boolean removed;

    /** The rotation that runs, until its last thread is gone. */
    private volatile @Nullable Rotation rotation;

    private final Lineage lineage = new Lineage();

    /**
     * Makes the lifecycle of a NEW connection.
     *
     * @param newClient is told each driver client before it takes work
     * @param inForce is told the options of each session before anything of it can be seen; must not wait
     * @param whenOpen is told each session whose first connect succeeded; must not wait
     * @param observer is told each time of the pools; must not wait
     * @param leaks is looked after by the sessions' guards
     */
    Lifecycle(
            String connection,
            TimeSource time,
            RandomGenerator random,
            Gate gate,
            StateCell cell,
            Consumer<MongoClient> newClient,
            Consumer<ConnectionOptions> inForce,
            Consumer<Session> whenOpen,
            PoolObserver observer,
            LeakWatch leaks) {
        this.connection = connection;
        this.time = time;
        this.random = random;
        this.gate = gate;
        this.cell = cell;
        this.newClient = newClient;
        this.inForce = inForce;
        this.whenOpen = whenOpen;
        this.observer = observer;
        this.leaks = leaks;
    }

    /** What an open found, or began. */
    sealed interface Opening {
        /** The first connect runs: its session, joined or new. */
        record Running(Session session) implements Opening {}

        /** The connection is open. */
        record Open() implements Opening {}

        /** The connection waits for an outage to end. */
        record Interrupted() implements Opening {}

        /** The connection is closing: wait for this, then ask again. */
        record Draining(CompletableFuture<DrainReport> closing) implements Opening {}

        /** The connection is live with other options. */
        record Conflict(Set<String> differing) implements Opening {}

        /** The connection was removed from its registry. */
        record Removed() implements Opening {}
    }

    /** Begins a session with {@code options}, or tells what stands in the way. Never waits. */
    Opening open(ConnectionOptions options) {
        lock.lock();
        try {
            if (removed) {
                return new Opening.Removed();
            }
            ConnectionState state = cell.state();
            if (state == ConnectionState.DRAINING) {
                return new Opening.Draining(closing);
            }
            Session current = session;
            boolean over = state == ConnectionState.FAILED || state == ConnectionState.CLOSED;
            return current == null || over ? begin(options) : join(current, state, options);
        } finally {
            lock.unlock();
        }
    }

    private static Opening join(Session current, ConnectionState state, ConnectionOptions options) {
        Set<String> differing = new TreeSet<>(current.options().differences(options));
        differing.remove("startup"); // governs how its own caller waits, nothing of the connection
        if (!differing.isEmpty()) {
            return new Opening.Conflict(differing);
        }
        return switch (state) {
            case CONNECTED -> new Opening.Open();
            case INTERRUPTED -> new Opening.Interrupted();
            default -> new Opening.Running(current);
        };
    }

    private Opening begin(ConnectionOptions options) {
        Session next = session(options, true);
        session = next;
        inForce.accept(options);
        gate.policy(GatePolicies.of(options));
        leaks.threshold(options.leakThreshold());
        cell.move(Move.of(Trigger.OPEN));
        next.begin(new Guard(next));
        return new Opening.Running(next);
    }

    private Session session(ConnectionOptions options, boolean serving) {
        return new Session(
                connection, options, time, random, cell, newClient, whenOpen, observer, leaks, lineage, serving);
    }

    /** The session that a rotation may replace; null unless the connection is connecting, connected or interrupted. Never waits. */
    @Nullable
    Session replaceable() {
        return switch (cell.state()) {
            case CONNECTING, CONNECTED, INTERRUPTED -> session;
            default -> null;
        };
    }

    /** Lets a rotation of {@code present} begin; null if that is no longer the session, or one that is over. Never waits. */
    @Nullable
    Rotation rotate(Session present, ConnectionOptions options) {
        lock.lock();
        try {
            if (session != present || replaceable() == null) {
                return null;
            }
            Rotation begun = new Rotation(present, session(options, false));
            rotation = begun;
            present.first().thenAccept(begun::presentEnded);
            return begun;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Puts the rotation's session, whose client is proven, in the place of the present one: gate, state, options and session at once. Tells
     * whether it did; it does not when the connection was closed or gave up meanwhile.
     */
    boolean replace(Rotation proven) {
        Session present = proven.present();
        DriverClient client = proven.next().client();
        if (client == null) {
            return false;
        }
        Lineage.Step step = lineage.to(client, present.client()); // asks the driver, so not under the lock
        lock.lock();
        try {
            if (session != present) {
                return false;
            }
            Move rotated = Move.rotated(client.generation());
            if (!cell.move(rotated, () -> takeOver(proven, step))) {
                return false;
            }
        } finally {
            lock.unlock();
        }
        present.ceded();
        return true;
    }

    /** Asked under the cell's lock: only fields are set, and a bell is rung. */
    private boolean takeOver(Rotation proven, Lineage.Step step) {
        Session next = proven.next();
        if (!proven.present().cede(next)) {
            return false;
        }
        Object before = lineage.mark();
        lineage.extend(step);
        proven.sameDeployment(before == lineage.mark());
        session = next;
        inForce.accept(next.options());
        gate.policy(GatePolicies.of(next.options()));
        leaks.threshold(next.options().leakThreshold());
        return true;
    }

    /** The rotation is over, whatever came of it. */
    void ended(Rotation over) {
        lock.lock();
        try {
            if (rotation == over) {
                rotation = null;
            }
        } finally {
            lock.unlock();
        }
        over.end();
    }

    /** Begins to close, or joins the close that runs; the future has the report. Never waits. */
    CompletableFuture<DrainReport> close() {
        return close(TimeSource.FOR_EVER);
    }

    /** As {@link #close()}, with a grace of at most {@code most}. */
    CompletableFuture<DrainReport> close(Duration most) {
        lock.lock();
        try {
            int waiters = gate.waiting();
            boolean connecting = cell.state() == ConnectionState.CONNECTING;
            if (!cell.move(Move.of(Trigger.CLOSE))) {
                return closing;
            }
            Rotation running = rotation;
            if (running != null) {
                running.cancel(most);
            }
            Session current = session;
            if (cell.state() == ConnectionState.CLOSED || current == null) {
                closing = running == null ? CompletableFuture.completedFuture(DrainReport.EMPTY) : running.ended();
                return closing;
            }
            CompletableFuture<DrainReport> ended = new CompletableFuture<>();
            closing = ended;
            Closing work = new Closing(current, connecting, waiters, most, running);
            Thread thread = new Thread(() -> end(work, ended), "meerkat-" + connection + "-close");
            thread.setDaemon(true);
            thread.start();
            return ended;
        } finally {
            lock.unlock();
        }
    }

    private void end(Closing work, CompletableFuture<DrainReport> ended) {
        DrainReport report = DrainReport.EMPTY;
        try {
            report = work.run();
        } finally {
            lock.lock();
            try {
                session = null;
                cell.move(Move.of(Trigger.END));
            } finally {
                lock.unlock();
            }
            ended.complete(report);
        }
    }

    /** As {@link #close()}, for good. */
    CompletableFuture<DrainReport> remove() {
        lock.lock();
        try {
            removed = true;
            gate.remove();
            return close();
        } finally {
            lock.unlock();
        }
    }

    /** Whether it was closed for good. */
    boolean removed() {
        return removed;
    }

    /** The driver client in service, or null. */
    @Nullable
    DriverClient client() {
        Session current = session;
        return current == null ? null : current.client();
    }

    /** The session there is, or null. */
    @Nullable
    Session session() {
        return session;
    }

    /** Servers whose pool is saturated, and since when by the monotonic clock. */
    Map<String, Long> saturatedPools() {
        Session current = session;
        return current == null ? Map.of() : current.pools().saturated();
    }

    /** Number of the running or last attempt, 0 before the first. */
    int attempt() {
        Session current = session;
        return current == null ? 0 : current.attempt();
    }
}
