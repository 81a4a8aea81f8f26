package dev.meerkat.internal.lifecycle;

import dev.meerkat.event.PoolCleared;
import dev.meerkat.event.PoolRecovered;
import dev.meerkat.event.PoolSaturated;
import dev.meerkat.health.HealthPolicy;
import dev.meerkat.internal.driver.DriverClient;
import dev.meerkat.internal.driver.PoolNews;
import dev.meerkat.stats.PoolFigures;
import dev.meerkat.stats.PoolObserver;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

/**
 * Watches a session's pools, on a thread that lives from the first caller whom no connection could serve until all pools have been quiet for
 * a while; nothing runs before.
 *
 * <p>It looks ten times in {@link HealthPolicy#saturatedAfter()}, at most every 10 ms and at least every 100 ms. Thread safety: safe.
 * Source: contract H4.
 */
final class PoolWatch implements PoolNews {
    private static final Duration OFTEN = Duration.ofMillis(10);
    private static final Duration SELDOM = Duration.ofMillis(100);

    private final Session session;
    private final PoolObserver observer;
    private final HealthPolicy policy;
    private final AtomicBoolean watching = new AtomicBoolean();
    private final Bell pause = new Bell();

    /** Confined to the watching thread, of which there is one at a time. */
    private final Map<String, Saturation> pools = new HashMap<>();

    private volatile Map<String, Long> saturated = Map.of();

    PoolWatch(Session session, PoolObserver observer) {
        this.session = session;
        this.observer = observer;
        this.policy = session.options().health();
    }

    /** Saturated servers, and since when by the monotonic clock. */
    Map<String, Long> saturated() {
        return saturated;
    }

    @Override
    public void cleared(String host) {
        session.cell().tell(facts -> new PoolCleared(facts, host), session::tells);
    }

    @Override
    public void doubt() {
        session.bell().ring();
    }

    @Override
    public void pressed() {
        if (session.live() && !watching.get() && watching.compareAndSet(false, true)) {
            session.ask("pools", this::watch);
        }
    }

    @Override
    public void waited(String host, long nanos) {
        observer.waited(host, nanos);
    }

    @Override
    public void used(String host, long nanos) {
        observer.used(host, nanos);
    }

    @Override
    public void created(String host, long nanos) {
        observer.created(host, nanos);
    }

    private boolean watch() throws InterruptedException {
        try {
            while (session.live() && look()) {
                pause.await(interval());
            }
        } finally {
            pools.clear();
            saturated = Map.of();
            watching.set(false);
        }
        if (exhausted()) {
            pressed(); // somebody asked after the last look and found the watch still on
        }
        return true;
    }

    private boolean exhausted() {
        DriverClient client = session.client();
        return client != null && client.pools().stream().anyMatch(PoolFigures::exhausted);
    }

    private long interval() {
        long tenth = policy.saturatedAfter().toNanos() / 10;
        return Math.max(OFTEN.toNanos(), Math.min(SELDOM.toNanos(), tenth));
    }

    /** Looks at every pool; tells whether there is more to see. */
    private boolean look() {
        DriverClient client = session.client();
        List<PoolFigures> present = client == null ? List.of() : client.pools();
        long now = session.time().nanos();
        present.forEach(figures -> look(figures, now));
        forgetAllBut(present, now);
        saturated = pools.entrySet().stream()
                .filter(pool -> pool.getValue().saturated())
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, pool -> pool.getValue().saturatedAt()));
        return pools.values().stream().anyMatch(pool -> !pool.settled(now));
    }

    private void look(PoolFigures figures, long now) {
        String host = figures.host();
        Saturation pool = pools.computeIfAbsent(host, unknown -> new Saturation(policy));
        switch (pool.look(figures.exhausted(), now)) {
            case SATURATED ->
                session.cell()
                        .tell(
                                facts -> new PoolSaturated(facts, host, figures.inUse(), figures.waiting()),
                                session::tells);
            case RECOVERED -> recovered(host, pool, now);
            case NONE -> {}
        }
    }

    private void recovered(String host, Saturation pool, long now) {
        Duration lasted = Duration.ofNanos(now - pool.saturatedAt());
        session.cell().tell(facts -> new PoolRecovered(facts, host, lasted), session::tells);
    }

    private void forgetAllBut(List<PoolFigures> present, long now) {
        for (Iterator<Map.Entry<String, Saturation>> each = pools.entrySet().iterator(); each.hasNext(); ) {
            Map.Entry<String, Saturation> pool = each.next();
            if (present.stream().noneMatch(figures -> figures.host().equals(pool.getKey()))) {
                if (pool.getValue().saturated()) {
                    recovered(pool.getKey(), pool.getValue(), now);
                }
                each.remove();
            }
        }
    }
}
