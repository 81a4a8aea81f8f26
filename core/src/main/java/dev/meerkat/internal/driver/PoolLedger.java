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
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one pool. Lent connections and waiting callers share one number, so that both are always of the same moment, and a hand-over
 * never shows as a gap. Thread safety: safe; takes no lock and allocates nothing for an operation. Source: contract H2.
 */
final class PoolLedger {
    private static final long WAITER = 1L << 32;

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
    private final AtomicLong demand = new AtomicLong();

    private final LongAdder lent = new LongAdder();
    private final LongAdder begun = new LongAdder();
    private final LongAdder neverOpen = new LongAdder();

    /** Open connections, and since when the present or last loan of each. */
    private final Map<ConnectionId, Lent> open = new ConcurrentHashMap<>();

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

    /** A loan's begin and its holder, who alone writes them. */
    private static final class Lent {
        private volatile long since;

        /** Null while it is not lent. */
        private volatile @Nullable Thread holder;
    }

    void connectionBegun() {
        begun.increment();
    }

    void connectionReady(ConnectionId connection) {
        open.put(connection, new Lent());
        ready.increment();
    }

    void connectionClosed(ConnectionId connection, ConnectionClosedEvent.Reason reason) {
        if (open.remove(connection) == null) {
            neverOpen.increment();
        }
        closed[reason.ordinal()].increment();
    }

    /** A caller asks for a connection; tells whether nobody can serve it now. */
    boolean asked() {
        return exhausted(demand.addAndGet(WAITER));
    }

    private boolean exhausted(long present) {
        return inUse(present) + waiting(present) > maxSize;
    }

    void lent(ConnectionId connection, long now) {
        demand.addAndGet(1 - WAITER);
        lent.increment();
        Lent loan = open.get(connection);
        if (loan != null) {
            loan.since = now;
            loan.holder = Thread.currentThread();
        }
    }

    void refused() {
        demand.addAndGet(-WAITER);
    }

    /** A connection came back; returns how long it was lent. */
    long returned(ConnectionId connection, long now) {
        demand.decrementAndGet();
        Lent loan = open.get(connection);
        if (loan == null) {
            return 0;
        }
        loan.holder = null;
        return now - loan.since;
    }

    /** The connections that are lent, each to the thread that was given it. Source: contract H4. */
    Stream<Loan> loans() {
        return open.values().stream().flatMap(loan -> {
            Thread holder = loan.holder;
            return holder == null ? Stream.empty() : Stream.of(new Loan(host, holder, loan.since));
        });
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
        long present = demand.get();
        int inUse = inUse(present);
        int size = (int) Math.max(inUse, started - gone.total());
        int opening = (int) Math.max(0, Math.min(size - inUse, started - ended));
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
                lent.sum(),
                timeouts.sum(),
                errors.sum(),
                clears.sum(),
                new PoolTimings(wait.timing(), use.timing(), create.timing()));
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
