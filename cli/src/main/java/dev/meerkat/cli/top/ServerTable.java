package dev.meerkat.cli.top;

import dev.meerkat.ConnectionStatus;
import dev.meerkat.cli.io.Bars;
import dev.meerkat.cli.io.Paint;
import dev.meerkat.cli.io.Words;
import dev.meerkat.stats.MemberStatus;
import dev.meerkat.stats.PoolFigures;
import dev.meerkat.stats.Timing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The servers of a deployment, the primary first, each in two lines that fit {@link Words#WIDTH}: what it is, and the pool to it. Immutable.
 */
record ServerTable(Paint paint, Bars bars) {
    private static final String UNKNOWN = "UNKNOWN";
    private static final int CELLS = 10;
    private static final int NARROWEST = 21;
    private static final String ABOUT = "  %-11s %9s %9s";
    private static final String POOL = "  %-19s %7s %9s %9s";

    /** What {@link #ABOUT} leaves of a line. */
    private static final int WIDEST = Words.WIDTH - 33;

    List<String> of(ConnectionStatus status) {
        Map<String, MemberStatus> members =
                status.members().stream().collect(Collectors.toMap(MemberStatus::host, Function.identity()));
        Map<String, PoolFigures> pools =
                status.pools().stream().collect(Collectors.toMap(PoolFigures::host, Function.identity()));
        List<String> hosts = Stream.concat(members.keySet().stream(), pools.keySet().stream())
                .distinct()
                .sorted(Comparator.comparing((String host) -> rank(members.get(host)))
                        .thenComparing(host -> host))
                .toList();
        if (hosts.isEmpty()) {
            return List.of();
        }
        int width = hosts.stream().mapToInt(String::length).max().orElse(0);
        String name = "%-" + Math.max(NARROWEST, Math.min(WIDEST, width)) + "s";
        List<String> lines = new ArrayList<>();
        lines.add(paint.faint(String.format(Locale.ROOT, name + ABOUT, "SERVER", "ROLE", "TRIP", "HEARD")));
        lines.add(paint.faint(String.format(Locale.ROOT, POOL, "POOL: USED, IDLE", "WAITING", "WAIT P99", "USE P99")));
        hosts.forEach(host -> {
            lines.add(String.format(Locale.ROOT, name, shortened(host)) + "  " + member(members.get(host)));
            lines.add("  " + pool(pools.get(host)));
        });
        return lines;
    }

    /** The head of a long name, which tells servers of one domain apart. */
    private static String shortened(String host) {
        return host.length() <= WIDEST ? host : host.substring(0, WIDEST - 3) + "...";
    }

    private static int rank(@Nullable MemberStatus member) {
        String role = member == null ? "" : member.role();
        return role.contains("PRIMARY") ? 0 : role.equals(UNKNOWN) ? 2 : 1;
    }

    private String member(@Nullable MemberStatus member) {
        if (member == null) {
            return String.format(Locale.ROOT, "%-11s %9s %9s", "-", "-", "-");
        }
        boolean lost = member.role().equals(UNKNOWN) && member.heartbeatAge().isPresent();
        String role = String.format(
                Locale.ROOT,
                "%-11s",
                lost
                        ? "lost"
                        : member.role()
                                .replace("REPLICA_SET_", "")
                                .replace('_', ' ')
                                .toLowerCase(Locale.ROOT));
        return (lost ? paint.bad(role) : rank(member) == 0 ? paint.good(role) : role)
                + String.format(Locale.ROOT, " %9s %9s", time(member.roundTripTime()), time(member.heartbeatAge()));
    }

    private static String time(Optional<Duration> time) {
        return time.map(Words::precise).orElse("-");
    }

    private String pool(@Nullable PoolFigures pool) {
        if (pool == null) {
            return "-";
        }
        String bar = bars.filled(pool.inUse(), pool.idle(), pool.maxSize(), CELLS);
        String share = String.format(Locale.ROOT, "%-8s", pool.inUse() + "/" + pool.maxSize());
        String waiting = String.format(Locale.ROOT, "%7d", pool.waiting());
        return bar + " " + share + " " + (pool.waiting() > 0 ? paint.warning(waiting) : waiting)
                + String.format(
                        Locale.ROOT,
                        " %9s %9s",
                        p99(pool.timings().waited()),
                        p99(pool.timings().used()));
    }

    private static String p99(Timing timing) {
        return timing.recent() == 0 ? "-" : Words.precise(timing.p99());
    }
}
