package dev.meerkat.internal.driver;

import com.mongodb.connection.ConnectionId;
import com.mongodb.connection.ConnectionPoolSettings;
import com.mongodb.connection.ServerId;
import com.mongodb.event.ConnectionClosedEvent;
import dev.meerkat.diagnosis.ServerText;
import dev.meerkat.internal.gate.Loan;
import dev.meerkat.internal.time.TimeSource;
import dev.meerkat.stats.ClosedConnections;
import dev.meerkat.stats.PoolFigures;
import dev.meerkat.stats.PoolTimings;
import dev.meerkat.stats.Timing;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/**
 * What is known of one pool. Lent connections and waiting callers share one number, so that both are always of the same moment, and a hand-over
 * never shows as a gap. Thread safety: safe; takes no lock and allocates nothing for an operation. Source: contract H2.
 */
final class PoolLedger {
    private static final long WAITER = 1L << 32;
    private static final AtomicLongFieldUpdater<PoolLedger> DEMAND =
            AtomicLongFieldUpdater.newUpdater(PoolLedger.class, "demand");

    final ServerId server;
    final String host;
    final RollingTimes wait;
    final RollingTimes use;
    final RollingTimes create;
    final LongAdder timeouts = new LongAdder();
    final LongAdder errors = new LongAdder();
    final LongAdder clears = new LongAdder();

    private final int minSize;
    private final int maxSize;

    /** Callers waiting in the upper half, lent connections in the lower. */
    private volatile long demand;

    private final LongAdder begun = new LongAdder();
    private final LongAdder neverOpen = new LongAdder();

    private final OpenConnections open = new OpenConnections();

    /** Who could not connect. */
    final ConnectRow unconnected = new ConnectRow();

    /** Whether that may be anybody: all that an operation which is well looks at. */
    private volatile boolean failing;

    private final LongAdder[] closed = new LongAdder[ConnectionClosedEvent.Reason.values().length];
    private final LongAdder ready = new LongAdder();

    PoolLedger(ServerId server, ConnectionPoolSettings settings, TimeSource time) {
        this.server = server;
        this.host = ServerText.host(server.getAddress());
        this.minSize = settings.getMinSize();
        this.maxSize = settings.getMaxSize() == 0 ? Integer.MAX_VALUE : settings.getMaxSize();
        this.wait = new RollingTimes(time);
        this.use = new RollingTimes(time);
        this.create = new RollingTimes(time);
        for (int reason = 0; reason < closed.length; reason++) {
            closed[reason] = new LongAdder();
        }
    }

    void connectionBegun() {
        begun.increment();
    }

    void connectionReady(ConnectionId connection) {
        open.add(connection);
        ready.increment();
    }

    void connectionClosed(ConnectionId connection, ConnectionClosedEvent.Reason reason) {
        if (!open.remove(connection)) {
            neverOpen.increment();
        }
        closed[reason.ordinal()].increment();
    }

    /** A caller asks for a connection; tells whether nobody can serve it now. */
    boolean asked() {
        return exhausted(DEMAND.addAndGet(this, WAITER));
    }

    private boolean exhausted(long present) {
        return inUse(present) + waiting(present) > maxSize;
    }

    void lent(ConnectionId connection, long now) {
        DEMAND.addAndGet(this, 1 - WAITER);
        open.lent(connection, now);
    }

    void refused() {
        DEMAND.addAndGet(this, -WAITER);
    }

    /** A connection came back; returns how long it was lent. */
    long returned(ConnectionId connection, long now) {
        DEMAND.decrementAndGet(this);
        return open.returned(connection, now);
    }

    /** An operation could not connect; tells whether there are enough of them to doubt. */
    boolean notConnected(long operation, long now) {
        boolean enough = unconnected.failed(operation, now);
        failing = true;
        return enough;
    }

    /** Somebody was given a connection; tells whether that ends a doubt. */
    boolean connected() {
        if (!failing) {
            return false;
        }
        failing = false;
        return unconnected.end();
    }

    /** Whether there is no open connection and none could be opened lately. Source: contract S4. */
    boolean doubtful() {
        return unconnected.enough() && open.none();
    }

    /** The connections that are lent, each to the thread that was given it. Source: contract H4. */
    Stream<Loan> loans() {
        return open.loans(host);
    }

    private static int waiting(long demand) {
        return (int) (demand >> 32);
    }

    private static int inUse(long demand) {
        return (int) demand;
    }

    /** Reads what ends before what begins, so that no difference is negative. */
    PoolFigures figures() {
        ClosedConnections gone = closed();
        long ended = neverOpen.sum() + ready.sum();
        long started = begun.sum();
        long present = demand;
        int inUse = inUse(present);
        int size = (int) Math.max(inUse, started - gone.total());
        int opening = (int) Math.max(0, Math.min(size - inUse, started - ended));
        Timing waits = wait.timing();
        return new PoolFigures(
                host,
                server.getClusterId().getValue(),
                size,
                opening,
                inUse,
                waiting(present),
                minSize,
                maxSize,
                started,
                gone,
                waits.count(),
                timeouts.sum(),
                errors.sum(),
                clears.sum(),
                new PoolTimings(waits, use.timing(), create.timing()));
    }

    private ClosedConnections closed() {
        return new ClosedConnections(
                closed(ConnectionClosedEvent.Reason.IDLE),
                closed(ConnectionClosedEvent.Reason.STALE),
                closed(ConnectionClosedEvent.Reason.ERROR),
                closed(ConnectionClosedEvent.Reason.POOL_CLOSED));
    }

    private long closed(ConnectionClosedEvent.Reason reason) {
        return closed[reason.ordinal()].sum();
    }
}
