package dev.meerkat.cli.top;

import dev.meerkat.Connection;
import dev.meerkat.ConnectionStatus;
import dev.meerkat.cli.io.EventWords;
import dev.meerkat.cli.io.Paint;
import dev.meerkat.cli.io.Words;
import dev.meerkat.event.ConnectionEvent;
import dev.meerkat.health.Health;
import dev.meerkat.health.HealthStatus;
import dev.meerkat.stats.Leak;
import dev.meerkat.stats.MemberStatus;
import dev.meerkat.stats.PoolFigures;
import dev.meerkat.stats.Timing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The picture of one connection in lines; keeps what the last one counted, for rates. Not thread-safe. */
final class TopScreen {
    private static final int EVENTS = 8;

    private final Paint paint;
    private long checkouts = -1;
    private Instant at = Instant.EPOCH;

    TopScreen(Paint paint) {
        this.paint = paint;
    }

    List<String> of(Connection connection, Instant now) {
        ConnectionStatus status = connection.status();
        Health health = connection.health();
        List<String> lines = new ArrayList<>();
        lines.add(paint.strong(connection.name()) + "  " + verdict(health.status()) + "  "
                + paint.in(status.state(), status.state().name()) + " for "
                + Words.duration(Duration.between(status.since(), now)) + "  " + topology(status));
        lines.add(String.format(
                Locale.ROOT,
                "%,.0f operations/s  %,d in flight  %,d waiting at the gate  %s",
                rate(status, now),
                status.inFlight(),
                status.waiting(),
                status.writable() ? "takes writes" : status.readable() ? "takes reads" : "takes nothing"));
        health.reasons()
                .forEach(reason -> lines.add(in(health.status(), reason.code().name()) + " " + reason.text()));
        status.diagnosis()
                .filter(known -> health.status() != HealthStatus.UP)
                .ifPresent(known -> lines.add(paint.strong("Fix: ") + known.fix()));
        leaks(connection.leaks(), lines);
        lines.add("");
        members(status, lines);
        pools(status, lines);
        events(connection.timeline(), lines);
        return lines;
    }

    /** One line for all, about the oldest one; none where nothing is held too long. */
    private void leaks(List<Leak> leaks, List<String> lines) {
        int held = leaks.stream().mapToInt(Leak::count).sum();
        if (held > 0) {
            Leak oldest =
                    leaks.stream().filter(leak -> leak.count() > 0).findFirst().orElseThrow();
            lines.add(paint.warning("LEAKS") + " " + String.format(Locale.ROOT, "%,d", held)
                    + " held too long; the oldest, for "
                    + Words.duration(oldest.age()) + ": " + oldest.operation() + " on " + oldest.namespace()
                    + oldest.place().map(frame -> ", from " + frame).orElse(""));
        }
    }

    private String verdict(HealthStatus status) {
        return in(status, status.name());
    }

    private String in(HealthStatus status, String text) {
        return switch (status) {
            case UP -> paint.good(text);
            case DEGRADED, DRAINING -> paint.warning(text);
            case DOWN -> paint.bad(text);
        };
    }

    private static String topology(ConnectionStatus status) {
        String kind = status.topology().replace('_', ' ').toLowerCase(Locale.ROOT);
        return kind + status.setName().map(name -> " " + name).orElse("");
    }

    private double rate(ConnectionStatus status, Instant now) {
        long sum = status.pools().stream().mapToLong(PoolFigures::checkouts).sum();
        double seconds = Duration.between(at, now).toNanos() / 1e9;
        double rate = checkouts < 0 || sum < checkouts || seconds <= 0 ? 0 : (sum - checkouts) / seconds;
        checkouts = sum;
        at = now;
        return rate;
    }

    private void members(ConnectionStatus status, List<String> lines) {
        if (!status.members().isEmpty()) {
            lines.add(paint.faint(String.format("%-28s %-24s %12s %14s", "MEMBER", "ROLE", "ROUND TRIP", "HEARD OF")));
            for (MemberStatus member : status.members()) {
                lines.add(String.format(
                        "%-28s %-24s %12s %14s",
                        member.host(),
                        member.role().replace("REPLICA_SET_", "").toLowerCase(Locale.ROOT),
                        age(member.roundTripTime()),
                        age(member.heartbeatAge())));
            }
            lines.add("");
        }
    }

    private static String age(Optional<Duration> time) {
        return time.map(Words::duration).orElse("-");
    }

    private void pools(ConnectionStatus status, List<String> lines) {
        if (!status.pools().isEmpty()) {
            lines.add(paint.faint(String.format(
                    "%-28s %6s %6s %6s %6s %8s %10s %10s %10s",
                    "POOL", "IN USE", "IDLE", "OPEN", "MAX", "WAITING", "WAIT P99", "USE P50", "USE P99")));
            for (PoolFigures pool : status.pools()) {
                Timing used = pool.timings().used();
                lines.add(String.format(
                        Locale.ROOT,
                        "%-28s %6d %6d %6d %6d %8d %10s %10s %10s",
                        pool.host(),
                        pool.inUse(),
                        pool.idle(),
                        pool.size() - pool.opening(),
                        pool.maxSize(),
                        pool.waiting(),
                        Words.duration(pool.timings().waited().p99()),
                        Words.duration(used.p50()),
                        Words.duration(used.p99())));
            }
            lines.add("");
        }
    }

    private void events(List<ConnectionEvent> timeline, List<String> lines) {
        lines.add(paint.faint("LAST EVENTS"));
        for (ConnectionEvent event : timeline.subList(Math.max(0, timeline.size() - EVENTS), timeline.size())) {
            lines.add(Words.clock(event.time()) + "  "
                    + EventWords.of(event, paint, 14, 14).get(0));
        }
    }
}
