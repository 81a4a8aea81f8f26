package dev.meerkat.dashboard;

import dev.meerkat.Connection;
import dev.meerkat.ConnectionStatus;
import dev.meerkat.diagnosis.Diagnosis;
import dev.meerkat.health.Health;
import dev.meerkat.health.HealthReason;
import dev.meerkat.model.IndexReport;
import dev.meerkat.model.Model;
import dev.meerkat.stats.Leak;
import dev.meerkat.stats.MemberStatus;
import dev.meerkat.stats.PoolFigures;
import dev.meerkat.stats.Timing;
import java.time.Duration;
import java.util.Optional;
import org.bson.Document;

/** A connection as JSON. Durations are milliseconds, times ISO-8601. */
final class ConnectionJson {
    private ConnectionJson() {}

    static Document of(Connection connection) {
        ConnectionStatus status = connection.status();
        Health health = connection.health();
        return new Document("name", connection.name())
                .append("state", status.state().name())
                .append("readyState", status.readyState().code())
                .append("since", status.since().toString())
                .append("attempt", status.attempt())
                .append("health", health.status().name())
                .append("required", health.required())
                .append("ready", health.ready())
                .append(
                        "reasons",
                        health.reasons().stream().map(ConnectionJson::reason).toList())
                .append("writable", status.writable())
                .append("readable", status.readable())
                .append("topology", status.topology())
                .append("setName", status.setName().orElse(null))
                .append("primary", status.primary().orElse(null))
                .append(
                        "members",
                        status.members().stream().map(ConnectionJson::member).toList())
                .append(
                        "diagnosis",
                        status.diagnosis().map(ConnectionJson::diagnosis).orElse(null))
                .append("inFlight", status.inFlight())
                .append("changeStreams", status.changeStreams())
                .append("waiting", status.waiting())
                .append(
                        "pools",
                        status.pools().stream().map(ConnectionJson::pool).toList())
                .append(
                        "leaks",
                        connection.leaks().stream().map(ConnectionJson::leak).toList())
                .append(
                        "models",
                        connection.models().stream().map(ConnectionJson::model).toList());
    }

    /** A model, and what its index policy came to last; a plan would ask the server. */
    private static Document model(Model<?> model) {
        return new Document("name", model.name())
                .append("collection", model.collectionName())
                .append(
                        "indexes",
                        model.indexReport().map(ConnectionJson::indexes).orElse(null));
    }

    private static Document indexes(IndexReport report) {
        return new Document("policy", report.policy().name())
                .append("built", report.built())
                .append("changed", report.changed())
                .append("dropped", report.dropped())
                .append("kept", report.kept())
                .append(
                        "failures",
                        report.failures().stream().map(ConnectionJson::failure).toList())
                .append("took", millis(report.took()));
    }

    private static Document failure(IndexReport.Failure failure) {
        return new Document("index", failure.index().orElse(null)).append("diagnosis", diagnosis(failure.diagnosis()));
    }

    static Document diagnosis(Diagnosis diagnosis) {
        return new Document("code", diagnosis.code())
                .append("message", diagnosis.message())
                .append("fix", diagnosis.fix())
                .append("fatal", diagnosis.fatal())
                .append("host", diagnosis.host().orElse(null));
    }

    private static Document leak(Leak leak) {
        return new Document("kind", leak.kind().name())
                .append("operation", leak.operation())
                .append("namespace", leak.namespace())
                .append("age", millis(leak.age()))
                .append("thread", leak.thread())
                .append("count", leak.count())
                .append("collected", leak.collected())
                .append("stack", leak.stack().stream().map(String::valueOf).toList());
    }

    private static Document reason(HealthReason reason) {
        return new Document("code", reason.code().name())
                .append("status", reason.code().status().name())
                .append("text", reason.text())
                .append("host", reason.host().orElse(null))
                .append("age", millis(reason.age()));
    }

    private static Document member(MemberStatus member) {
        return new Document("host", member.host())
                .append("role", member.role())
                .append("roundTrip", millis(member.roundTripTime()))
                .append("heartbeatAge", millis(member.heartbeatAge()));
    }

    private static Document pool(PoolFigures pool) {
        return new Document("host", pool.host())
                .append("size", pool.size())
                .append("opening", pool.opening())
                .append("inUse", pool.inUse())
                .append("idle", pool.idle())
                .append("waiting", pool.waiting())
                .append("minSize", pool.minSize())
                .append("maxSize", pool.maxSize())
                .append("created", pool.created())
                .append(
                        "closed",
                        new Document("idle", pool.closed().idle())
                                .append("stale", pool.closed().stale())
                                .append("error", pool.closed().error())
                                .append("poolClosed", pool.closed().poolClosed()))
                .append("checkouts", pool.checkouts())
                .append("checkoutTimeouts", pool.checkoutTimeouts())
                .append("checkoutErrors", pool.checkoutErrors())
                .append("clears", pool.clears())
                .append("waited", timing(pool.timings().waited()))
                .append("used", timing(pool.timings().used()))
                .append("made", timing(pool.timings().created()));
    }

    private static Document timing(Timing timing) {
        return new Document("count", timing.count())
                .append("recent", timing.recent())
                .append("p50", millis(timing.p50()))
                .append("p90", millis(timing.p90()))
                .append("p99", millis(timing.p99()))
                .append("max", millis(timing.max()));
    }

    private static double millis(Duration time) {
        return Math.round(time.toNanos() / 1e3) / 1e3;
    }

    private static @org.jspecify.annotations.Nullable Double millis(Optional<Duration> time) {
        return time.map(ConnectionJson::millis).orElse(null);
    }
}
