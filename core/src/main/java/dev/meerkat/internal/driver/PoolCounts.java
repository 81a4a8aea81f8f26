package dev.meerkat.internal.driver;

import com.mongodb.MongoException;
import com.mongodb.ServerAddress;
import com.mongodb.connection.ServerId;
import com.mongodb.event.ConnectionCheckOutFailedEvent;
import com.mongodb.event.ConnectionCheckOutStartedEvent;
import com.mongodb.event.ConnectionCheckedInEvent;
import com.mongodb.event.ConnectionCheckedOutEvent;
import com.mongodb.event.ConnectionClosedEvent;
import com.mongodb.event.ConnectionCreatedEvent;
import com.mongodb.event.ConnectionPoolClearedEvent;
import com.mongodb.event.ConnectionPoolClosedEvent;
import com.mongodb.event.ConnectionPoolCreatedEvent;
import com.mongodb.event.ConnectionPoolListener;
import com.mongodb.event.ConnectionPoolReadyEvent;
import com.mongodb.event.ConnectionReadyEvent;
import dev.meerkat.diagnosis.ServerText;
import dev.meerkat.internal.gate.Loan;
import dev.meerkat.internal.jfr.CheckoutFlight;
import dev.meerkat.internal.time.TimeSource;
import dev.meerkat.stats.PoolFigures;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Counts each server's pool from the driver's pool events.
 *
 * <p>A pool is told by the very object of its server's id, not by the address: what a closed pool's last holders give back must not count for
 * the next pool of that server. Thread safety: safe; never blocks the driver. Source: contract H2.
 */
final class PoolCounts implements ConnectionPoolListener {
    /** A handful: to look through them is quicker than to hash an address. Replaced as a whole, under this object's monitor. */
    private volatile PoolLedger[] pools = {};

    private final TimeSource time;
    private final PoolNews news;
    private final Farewell farewell = new Farewell();

    PoolCounts(TimeSource time, PoolNews news) {
        this.time = time;
        this.news = news;
    }

    List<PoolFigures> figures() {
        return Arrays.stream(pools).map(PoolLedger::figures).toList();
    }

    /** The connections that are lent now. */
    List<Loan> loans() {
        return Arrays.stream(pools).flatMap(PoolLedger::loans).toList();
    }

    /** The servers to which no connection is open and none could be opened lately, though the driver may find them well. Source: contract S4. */
    Set<ServerAddress> doubtful() {
        return Arrays.stream(pools)
                .filter(PoolLedger::doubtful)
                .map(pool -> pool.server.getAddress())
                .collect(Collectors.toSet());
    }

    /** A ping failed that began at that monotonic time. */
    void pingFailed(long begun, MongoException failure) {
        Arrays.stream(pools).forEach(pool -> pool.unconnected.pingFailed(begun, failure));
    }

    /** Why a ping to a doubtful server failed too; empty if none did. */
    Optional<MongoException> failedPing() {
        return Arrays.stream(pools)
                .filter(PoolLedger::doubtful)
                .flatMap(pool -> Stream.ofNullable(pool.unconnected.ping()))
                .findFirst();
    }

    /** Ends the client whose pools these are. */
    Farewell farewell() {
        return farewell;
    }

    /** The pool's ledger, null once the pool is closed. */
    private @Nullable PoolLedger of(ServerId server) {
        for (PoolLedger pool : pools) {
            if (pool.server == server) {
                return pool;
            }
        }
        return null;
    }

    /** The pools without those that {@code gone} says, and with {@code come}. */
    private synchronized void change(Predicate<PoolLedger> gone, Stream<PoolLedger> come) {
        pools = Stream.concat(Arrays.stream(pools).filter(gone.negate()), come).toArray(PoolLedger[]::new);
    }

    @Override
    public void connectionPoolCreated(ConnectionPoolCreatedEvent event) {
        ServerId server = event.getServerId();
        change(
                pool -> pool.server.getAddress().equals(server.getAddress()),
                Stream.of(new PoolLedger(server, event.getSettings(), time)));
    }

    @Override
    public void connectionCreated(ConnectionCreatedEvent event) {
        PoolLedger pool = of(event.getConnectionId().getServerId());
        if (pool != null) {
            pool.connectionBegun();
        }
    }

    @Override
    public void connectionReady(ConnectionReadyEvent event) {
        PoolLedger pool = of(event.getConnectionId().getServerId());
        if (pool != null) {
            long nanos = event.getElapsedTime(TimeUnit.NANOSECONDS);
            pool.connectionReady(event.getConnectionId());
            pool.create.record(nanos, time.nanos());
            news.created(pool.host, nanos);
        }
    }

    @Override
    public void connectionClosed(ConnectionClosedEvent event) {
        PoolLedger pool = of(event.getConnectionId().getServerId());
        if (pool != null) {
            pool.connectionClosed(event.getConnectionId(), event.getReason());
        }
    }

    @Override
    public void connectionCheckOutStarted(ConnectionCheckOutStartedEvent event) {
        farewell.asked();
        PoolLedger pool = of(event.getServerId());
        if (pool != null) {
            CheckoutFlight.begin(pool.host);
            if (pool.asked()) {
                news.pressed();
            }
        }
    }

    @Override
    public void connectionCheckedOut(ConnectionCheckedOutEvent event) {
        PoolLedger pool = of(event.getConnectionId().getServerId());
        if (pool != null) {
            long nanos = event.getElapsedTime(TimeUnit.NANOSECONDS);
            long now = time.nanos();
            if (pool.connected()) {
                news.doubt();
            }
            pool.lent(event.getConnectionId(), now);
            pool.wait.record(nanos, now);
            CheckoutFlight.end("lent");
            news.waited(pool.host, nanos);
        }
    }

    @Override
    public void connectionCheckOutFailed(ConnectionCheckOutFailedEvent event) {
        farewell.refused();
        PoolLedger pool = of(event.getServerId());
        if (pool != null) {
            pool.refused();
            boolean late = event.getReason() == ConnectionCheckOutFailedEvent.Reason.TIMEOUT;
            (late ? pool.timeouts : pool.errors).increment();
            CheckoutFlight.end(event.getReason().name());
            boolean telling = event.getReason() == ConnectionCheckOutFailedEvent.Reason.CONNECTION_ERROR
                    && !Thread.currentThread().isInterrupted();
            if (telling && pool.notConnected(event.getOperationId(), time.nanos())) {
                news.doubt();
            }
        }
    }

    @Override
    public void connectionCheckedIn(ConnectionCheckedInEvent event) {
        PoolLedger pool = of(event.getConnectionId().getServerId());
        if (pool != null) {
            long now = time.nanos();
            long nanos = pool.returned(event.getConnectionId(), now);
            pool.use.record(nanos, now);
            news.used(pool.host, nanos);
        }
    }

    @Override
    public void connectionPoolCleared(ConnectionPoolClearedEvent event) {
        PoolLedger pool = of(event.getServerId());
        if (pool != null) {
            pool.clears.increment();
            pool.unconnected.paused(true);
        }
        news.cleared(ServerText.host(event.getServerId().getAddress()));
    }

    @Override
    public void connectionPoolReady(ConnectionPoolReadyEvent event) {
        PoolLedger pool = of(event.getServerId());
        if (pool != null) {
            pool.unconnected.paused(false);
        }
    }

    @Override
    public void connectionPoolClosed(ConnectionPoolClosedEvent event) {
        PoolLedger closed = of(event.getServerId());
        change(pool -> pool == closed, Stream.empty());
    }
}
