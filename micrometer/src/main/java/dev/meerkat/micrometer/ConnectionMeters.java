package dev.meerkat.micrometer;

import dev.meerkat.Connection;
import dev.meerkat.ConnectionState;
import dev.meerkat.Subscription;
import dev.meerkat.event.ConnectionEvent;
import dev.meerkat.stats.Leak;
import dev.meerkat.stats.PoolFigures;
import dev.meerkat.stats.PoolObserver;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The meters of one connection and of its pools, which come and go with their servers. Thread safety: safe; the monitor guards coming and
 * going.
 */
final class ConnectionMeters implements PoolObserver {
    /** A pool has its meters within a second; more times than this are dropped. */
    private static final int MOST_EARLY = 100_000;

    private final Connection connection;
    private final MeterRegistry registry;
    private final Meters meters;
    private final Tags tags;
    private final Map<String, PoolMeters> pools = new ConcurrentHashMap<>();

    /** Times of pools that have no meters yet, until the next refresh. */
    private final Queue<Early> early = new LinkedBlockingQueue<>(MOST_EARLY);

    /** Confined to the connection's event thread. */
    private final Map<String, Counter> events = new HashMap<>();

    private final List<Subscription> subscriptions;
    private boolean removed;

    ConnectionMeters(Connection connection, MeterRegistry registry) {
        this.connection = connection;
        this.registry = registry;
        this.meters = new Meters(registry);
        this.tags = Tags.of(TagNames.CLIENT_NAME, connection.name());
        try {
            register();
            refresh();
        } catch (RuntimeException refused) {
            pools.values().forEach(PoolMeters::remove);
            meters.remove();
            throw refused;
        }
        this.subscriptions = List.of(connection.observePools(this), connection.on(ConnectionEvent.class, this::told));
    }

    private void register() {
        for (ConnectionState state : ConnectionState.values()) {
            meters.gauge(MeterName.STATE, tags.and("state", state.name()), () -> oneIf(connection.state() == state));
        }
        meters.gauge(MeterName.HEALTH, tags, () -> connection.health().status().ordinal());
        meters.gauge(MeterName.READY, tags, () -> oneIf(connection.health().ready()));
        meters.gauge(MeterName.WRITABLE, tags, () -> oneIf(connection.status().writable()));
        meters.gauge(MeterName.IN_FLIGHT, tags, () -> connection.status().inFlight());
        meters.gauge(MeterName.WAITING, tags, () -> connection.status().waiting());
        meters.gauge(
                MeterName.LEAKS,
                tags,
                () -> connection.leaks().stream().mapToInt(Leak::count).sum());
    }

    private static double oneIf(boolean holds) {
        return holds ? 1 : 0;
    }

    private void told(ConnectionEvent event) {
        count(event.name());
        refresh();
    }

    private synchronized void count(String event) {
        if (!removed) {
            events.computeIfAbsent(event, name -> meters.counter(MeterName.EVENTS, tags.and("event", name)))
                    .increment();
        }
    }

    /** Lets the pools' meters follow the deployment: servers come and go, and a reopen makes new pools. */
    synchronized void refresh() {
        List<Early> waiting = taken(); // before the pools are read: a pool is there before its first time
        List<PoolFigures> present = removed ? List.of() : connection.status().pools();
        pools.entrySet().removeIf(known -> {
            boolean gone = present.stream()
                    .noneMatch(pool -> pool.host().equals(known.getKey())
                            && pool.cluster().equals(known.getValue().cluster()));
            if (gone) {
                known.getValue().remove();
            }
            return gone;
        });
        present.forEach(pool -> pools.computeIfAbsent(pool.host(), host -> new PoolMeters(connection, pool, registry)));
        waiting.forEach(each -> each.record(pools.get(each.host())));
    }

    private List<Early> taken() {
        List<Early> taken = new ArrayList<>();
        for (Early next = early.poll(); next != null; next = early.poll()) {
            taken.add(next);
        }
        return taken;
    }

    // Meters are not registered in these three: that takes locks, and the thread is on its way to a server.

    @Override
    public void waited(String host, long nanos) {
        PoolMeters pool = pools.get(host);
        if (pool == null) {
            early.offer(new Early(host, PoolMeters::waited, nanos));
        } else {
            pool.waited(nanos);
        }
    }

    @Override
    public void used(String host, long nanos) {
        PoolMeters pool = pools.get(host);
        if (pool == null) {
            early.offer(new Early(host, PoolMeters::used, nanos));
        } else {
            pool.used(nanos);
        }
    }

    @Override
    public void created(String host, long nanos) {
        PoolMeters pool = pools.get(host);
        if (pool == null) {
            early.offer(new Early(host, PoolMeters::created, nanos));
        } else {
            pool.created(nanos);
        }
    }

    void remove() {
        subscriptions.forEach(Subscription::close);
        synchronized (this) {
            removed = true;
            refresh();
            meters.remove();
        }
    }

    /** A time of a pool without meters. */
    private record Early(String host, ObjLongConsumer<PoolMeters> time, long nanos) {
        /** Nothing is recorded for a pool that has gone. */
        void record(@Nullable PoolMeters pool) {
            if (pool != null) {
                time.accept(pool, nanos);
            }
        }
    }
}
