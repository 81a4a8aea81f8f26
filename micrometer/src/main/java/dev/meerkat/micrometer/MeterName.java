package dev.meerkat.micrometer;

import static dev.meerkat.micrometer.MeterKind.COUNTER;
import static dev.meerkat.micrometer.MeterKind.GAUGE;
import static dev.meerkat.micrometer.MeterKind.TIMER;

import java.util.List;

/** Every meter there is: its name, kind, unit, tags and meaning; the guide's table is made from these. Source: contract H3. */
public enum MeterName {
    /** Micrometer's. */
    POOL_SIZE(
            "mongodb.driver.pool.size",
            GAUGE,
            "",
            TagNames.DRIVER,
            "Connections of the pool, idle, in use and being opened"),
    /** Micrometer's. */
    POOL_CHECKED_OUT("mongodb.driver.pool.checkedout", GAUGE, "", TagNames.DRIVER, "Connections in use"),
    /** Micrometer's. */
    POOL_WAITING("mongodb.driver.pool.waitqueuesize", GAUGE, "", TagNames.DRIVER, "Callers waiting for a connection"),
    /** Micrometer's. */
    POOL_CHECKOUT_FAILED(
            "mongodb.driver.pool.checkoutfailed", COUNTER, "", TagNames.DRIVER, "Callers that got no connection"),

    /** OpenTelemetry's. */
    CONNECTION_COUNT(
            "db.client.connection.count", GAUGE, "{connection}", TagNames.POOL_STATE, "Open connections by state"),
    /** OpenTelemetry's; the driver knows no other bound than the pool's. */
    CONNECTION_IDLE_MAX(
            "db.client.connection.idle.max", GAUGE, "{connection}", TagNames.POOL, "Idle connections allowed at most"),
    /** OpenTelemetry's. */
    CONNECTION_IDLE_MIN(
            "db.client.connection.idle.min", GAUGE, "{connection}", TagNames.POOL, "Connections the pool keeps open"),
    /** OpenTelemetry's. */
    CONNECTION_MAX("db.client.connection.max", GAUGE, "{connection}", TagNames.POOL, "Connections allowed at most"),
    /** OpenTelemetry's. */
    CONNECTION_PENDING(
            "db.client.connection.pending_requests",
            GAUGE,
            "{request}",
            TagNames.POOL,
            "Callers waiting for a connection"),
    /** OpenTelemetry's. */
    CONNECTION_TIMEOUTS(
            "db.client.connection.timeouts", COUNTER, "{timeout}", TagNames.POOL, "Callers that waited in vain"),
    /** OpenTelemetry's. */
    CONNECTION_CREATE_TIME(
            "db.client.connection.create_time",
            TIMER,
            "s",
            TagNames.POOL,
            "Time to make a connection, the login included"),
    /** OpenTelemetry's. */
    CONNECTION_WAIT_TIME(
            "db.client.connection.wait_time",
            TIMER,
            "s",
            TagNames.POOL,
            "Time callers waited until they had a connection"),
    /** OpenTelemetry's. */
    CONNECTION_USE_TIME(
            "db.client.connection.use_time",
            TIMER,
            "s",
            TagNames.POOL,
            "Time from having a connection to giving it back"),

    /** Meerkat's. */
    POOL_OPENED("meerkat.pool.opened", COUNTER, "", TagNames.SERVER, "Connections begun"),
    /** Meerkat's. */
    POOL_CLOSED("meerkat.pool.closed", COUNTER, "", TagNames.SERVER_REASON, "Connections closed, by reason"),
    /** Meerkat's. */
    POOL_CLEARS("meerkat.pool.clears", COUNTER, "", TagNames.SERVER, "How often the driver cleared the pool"),
    /** Meerkat's. */
    CHECKOUTS("meerkat.pool.checkouts", COUNTER, "", TagNames.SERVER, "Connections lent"),
    /** Meerkat's. */
    STATE(
            "meerkat.connection.state",
            GAUGE,
            "",
            TagNames.CONNECTION_STATE,
            "1 for the state the connection is in, 0 for others"),
    /** Meerkat's. */
    HEALTH("meerkat.connection.health", GAUGE, "", TagNames.CONNECTION, "0 up, 1 degraded, 2 draining, 3 down"),
    /** Meerkat's. */
    READY("meerkat.connection.ready", GAUGE, "", TagNames.CONNECTION, "1 while ready by its own policy, else 0"),
    /** Meerkat's. */
    WRITABLE("meerkat.connection.writable", GAUGE, "", TagNames.CONNECTION, "1 while a write could be sent, else 0"),
    /** Meerkat's. */
    IN_FLIGHT(
            "meerkat.gate.inflight", GAUGE, "", TagNames.CONNECTION, "Operations, open cursors and open transactions"),
    /** Meerkat's. */
    WAITING("meerkat.gate.waiting", GAUGE, "", TagNames.CONNECTION, "Callers waiting for the connection at the gate"),
    /** Meerkat's. */
    LEAKS(
            "meerkat.leaks",
            GAUGE,
            "",
            TagNames.CONNECTION,
            "Cursors, sessions, transactions and change streams held longer than leakThreshold"),
    /** Meerkat's. */
    EVENTS("meerkat.connection.events", COUNTER, "", TagNames.CONNECTION_EVENT, "Events told since binding, by name"),
    /** Meerkat's. */
    ROUND_TRIP("meerkat.server.roundtrip", GAUGE, "seconds", TagNames.SERVER, "The driver's average round trip time"),
    /** Meerkat's. */
    HEARTBEAT_AGE(
            "meerkat.server.heartbeat.age",
            GAUGE,
            "seconds",
            TagNames.SERVER,
            "Time since the member was last heard of");

    private final String meter;
    private final MeterKind kind;
    private final String unit;
    private final List<String> tags;
    private final String meaning;

    MeterName(String meter, MeterKind kind, String unit, List<String> tags, String meaning) {
        this.meter = meter;
        this.kind = kind;
        this.unit = unit;
        this.tags = tags;
        this.meaning = meaning;
    }

    /** The name, with dots. */
    public String meter() {
        return meter;
    }

    /** What it does. */
    public MeterKind kind() {
        return kind;
    }

    /** The unit as the convention writes it; empty for plain numbers. */
    public String unit() {
        return unit;
    }

    /** The names of its tags. */
    public List<String> tags() {
        return tags;
    }

    /** What it measures, in one sentence without full stop. */
    public String meaning() {
        return meaning;
    }
}
