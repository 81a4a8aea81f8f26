package dev.meerkat.micrometer;

import dev.meerkat.Connection;
import dev.meerkat.stats.MemberStatus;
import dev.meerkat.stats.PoolFigures;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** The meters of one server's pool. What is read after the pool has gone is not a number. */
final class PoolMeters {
    private final Connection connection;
    private final String host;
    private final String cluster;
    private final Meters meters;
    private final Timer waited;
    private final Timer used;
    private final Timer created;

    PoolMeters(Connection connection, PoolFigures pool, MeterRegistry registry) {
        this.connection = connection;
        this.host = pool.host();
        this.cluster = pool.cluster();
        this.meters = new Meters(registry);
        Tags named = pool();
        this.waited = meters.timer(MeterName.CONNECTION_WAIT_TIME, named);
        this.used = meters.timer(MeterName.CONNECTION_USE_TIME, named);
        this.created = meters.timer(MeterName.CONNECTION_CREATE_TIME, named);
        driverNames();
        openTelemetryNames(named);
        ownNames();
    }

    /** The driver client the pool belongs to; a reopen makes another. */
    String cluster() {
        return cluster;
    }

    private Tags pool() {
        return Tags.of(TagNames.POOL_NAME, connection.name() + "@" + host);
    }

    private Tags server() {
        return Tags.of(TagNames.CLIENT_NAME, connection.name(), TagNames.SERVER_ADDRESS, host);
    }

    private void driverNames() {
        Tags tags = server().and(TagNames.CLUSTER_ID, cluster);
        gauge(MeterName.POOL_SIZE, tags, PoolFigures::size);
        gauge(MeterName.POOL_CHECKED_OUT, tags, PoolFigures::inUse);
        gauge(MeterName.POOL_WAITING, tags, PoolFigures::waiting);
        counter(MeterName.POOL_CHECKOUT_FAILED, tags, figures -> figures.checkoutTimeouts() + figures.checkoutErrors());
    }

    private void openTelemetryNames(Tags tags) {
        gauge(MeterName.CONNECTION_COUNT, tags.and(TagNames.POOL_USE, "idle"), PoolFigures::idle);
        gauge(MeterName.CONNECTION_COUNT, tags.and(TagNames.POOL_USE, "used"), PoolFigures::inUse);
        gauge(MeterName.CONNECTION_IDLE_MAX, tags, PoolFigures::maxSize);
        gauge(MeterName.CONNECTION_IDLE_MIN, tags, PoolFigures::minSize);
        gauge(MeterName.CONNECTION_MAX, tags, PoolFigures::maxSize);
        gauge(MeterName.CONNECTION_PENDING, tags, PoolFigures::waiting);
        counter(MeterName.CONNECTION_TIMEOUTS, tags, PoolFigures::checkoutTimeouts);
    }

    private void ownNames() {
        Tags tags = server();
        counter(MeterName.POOL_OPENED, tags, PoolFigures::created);
        counter(MeterName.POOL_CLEARS, tags, PoolFigures::clears);
        counter(MeterName.CHECKOUTS, tags, PoolFigures::checkouts);
        counter(
                MeterName.POOL_CLOSED,
                tags.and("reason", "idle"),
                pool -> pool.closed().idle());
        counter(
                MeterName.POOL_CLOSED,
                tags.and("reason", "stale"),
                pool -> pool.closed().stale());
        counter(
                MeterName.POOL_CLOSED,
                tags.and("reason", "error"),
                pool -> pool.closed().error());
        counter(
                MeterName.POOL_CLOSED,
                tags.and("reason", "poolClosed"),
                pool -> pool.closed().poolClosed());
        meters.gauge(MeterName.ROUND_TRIP, tags, () -> seconds(MemberStatus::roundTripTime));
        meters.gauge(MeterName.HEARTBEAT_AGE, tags, () -> seconds(MemberStatus::heartbeatAge));
    }

    private void gauge(MeterName name, Tags tags, ToDoubleFunction<PoolFigures> value) {
        meters.gauge(name, tags, () -> read(value));
    }

    private void counter(MeterName name, Tags tags, ToDoubleFunction<PoolFigures> value) {
        meters.counter(name, tags, () -> read(value));
    }

    private double read(ToDoubleFunction<PoolFigures> value) {
        return connection.status().pools().stream()
                .filter(pool -> pool.host().equals(host))
                .mapToDouble(value)
                .findFirst()
                .orElse(Double.NaN);
    }

    private double seconds(Function<MemberStatus, Optional<Duration>> value) {
        return connection.status().members().stream()
                .filter(member -> member.host().equals(host))
                .flatMap(member -> value.apply(member).stream())
                .mapToDouble(time -> time.toNanos() / 1e9)
                .findFirst()
                .orElse(Double.NaN);
    }

    void waited(long nanos) {
        waited.record(nanos, TimeUnit.NANOSECONDS);
    }

    void used(long nanos) {
        used.record(nanos, TimeUnit.NANOSECONDS);
    }

    void created(long nanos) {
        created.record(nanos, TimeUnit.NANOSECONDS);
    }

    void remove() {
        meters.remove();
    }
}
