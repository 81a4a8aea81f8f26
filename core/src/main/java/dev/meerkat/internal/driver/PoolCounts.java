package dev.meerkat.internal.driver;

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
import dev.meerkat.stats.PoolFigures;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Counts each server's pool from the driver's pool events. Thread safety: safe; never blocks the driver. Source: contract H2. */
final class PoolCounts implements ConnectionPoolListener {
    private final Map<ServerAddress, Counts> pools = new ConcurrentHashMap<>();
    private final Counts gone = new Counts();
    private final Consumer<String> whenCleared;

    PoolCounts(Consumer<String> whenCleared) {
        this.whenCleared = whenCleared;
    }

    /** One pool's counters. */
    private static final class Counts {
        final AtomicInteger size = new AtomicInteger();
        final AtomicInteger inUse = new AtomicInteger();
        final AtomicInteger waiting = new AtomicInteger();
    }

    List<PoolFigures> figures() {
        return pools.entrySet().stream().map(PoolCounts::figures).toList();
    }

    /** The counters are read one after the other, so a figure may be a moment ahead of another: never let that show as nonsense. */
    private static PoolFigures figures(Map.Entry<ServerAddress, Counts> pool) {
        int inUse = Math.max(0, pool.getValue().inUse.get());
        int size = Math.max(inUse, pool.getValue().size.get());
        int waiting = Math.max(0, pool.getValue().waiting.get());
        return new PoolFigures(pool.getKey().toString(), size, inUse, waiting);
    }

    /** The pool's counters; of a pool that is closed already, some that nobody reads. */
    private Counts of(ServerId server) {
        return pools.getOrDefault(server.getAddress(), gone);
    }

    @Override
    public void connectionPoolCreated(ConnectionPoolCreatedEvent event) {
        pools.put(event.getServerId().getAddress(), new Counts());
    }

    @Override
    public void connectionCreated(ConnectionCreatedEvent event) {
        of(event.getConnectionId().getServerId()).size.incrementAndGet();
    }

    @Override
    public void connectionClosed(ConnectionClosedEvent event) {
        of(event.getConnectionId().getServerId()).size.decrementAndGet();
    }

    @Override
    public void connectionCheckOutStarted(ConnectionCheckOutStartedEvent event) {
        of(event.getServerId()).waiting.incrementAndGet();
    }

    @Override
    public void connectionCheckedOut(ConnectionCheckedOutEvent event) {
        Counts counts = of(event.getConnectionId().getServerId());
        counts.waiting.decrementAndGet();
        counts.inUse.incrementAndGet();
    }

    @Override
    public void connectionCheckOutFailed(ConnectionCheckOutFailedEvent event) {
        of(event.getServerId()).waiting.decrementAndGet();
    }

    @Override
    public void connectionCheckedIn(ConnectionCheckedInEvent event) {
        of(event.getConnectionId().getServerId()).inUse.decrementAndGet();
    }

    @Override
    public void connectionPoolCleared(ConnectionPoolClearedEvent event) {
        whenCleared.accept(event.getServerId().getAddress().toString());
    }

    @Override
    public void connectionPoolClosed(ConnectionPoolClosedEvent event) {
        pools.remove(event.getServerId().getAddress());
    }
}
