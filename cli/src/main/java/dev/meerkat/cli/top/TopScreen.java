package dev.meerkat.cli.top;

import dev.meerkat.Connection;
import dev.meerkat.ConnectionState;
import dev.meerkat.ConnectionStatus;
import dev.meerkat.cli.io.Bars;
import dev.meerkat.cli.io.EventWords;
import dev.meerkat.cli.io.Paint;
import dev.meerkat.cli.io.Words;
import dev.meerkat.event.ConnectionEvent;
import dev.meerkat.health.Health;
import dev.meerkat.health.HealthStatus;
import dev.meerkat.stats.Leak;
import dev.meerkat.stats.PoolFigures;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The picture of one connection in lines; keeps what the last one counted, for rates. Not thread-safe. */
final class TopScreen {
    private static final int EVENTS = 8;
    private static final int FEWEST_EVENTS = 2;

    /** The lines that nearly every terminal shows, but for the one of the cursor. */
    private static final int LINES = 23;

    /** States of which a diagnosis tells the present cause; in others it is about something that is over. */
    private static final Set<ConnectionState> PRESENT =
            EnumSet.of(ConnectionState.CONNECTING, ConnectionState.INTERRUPTED, ConnectionState.FAILED);

    /** How many pictures the strip of rates goes back. */
    private static final int RATES = 16;

    private final Paint paint;
    private final Bars bars;
    private final Deque<Double> rates = new ArrayDeque<>();
    private long checkouts = -1;
    private Instant at = Instant.EPOCH;

    /** {@code draws} tells whether block characters can be shown. */
    TopScreen(Paint paint, boolean draws) {
        this.paint = paint;
        this.bars = Bars.of(draws);
    }

    List<String> of(Connection connection, Instant now) {
        ConnectionStatus status = connection.status();
        Health health = connection.health();
        List<String> lines = new ArrayList<>();
        title(connection.name(), status, health, now, lines);
        lines.add(String.format(
                Locale.ROOT,
                "%,.0f op/s  %s  %,d in flight  %,d at the gate  %s",
                rate(status, now),
                strip(),
                status.inFlight(),
                status.waiting(),
                status.writable() ? "takes writes" : status.readable() ? "takes reads" : "takes nothing"));
        health.reasons()
                .forEach(reason ->
                        wrapped(reason.code().name(), reason.text(), code -> in(health.status(), code), lines));
        status.diagnosis()
                .filter(known -> PRESENT.contains(status.state()))
                .ifPresent(known -> wrapped("Fix:", known.fix(), paint::strong, lines));
        leaks(connection.leaks(), lines);
        lines.add("");
        List<String> servers = new ServerTable(paint, bars).of(status);
        lines.addAll(servers);
        if (!servers.isEmpty()) {
            lines.add("");
        }
        events(connection.timeline(), lines);
        return lines;
    }

    /** In one line, or where that is too long, the deployment in a second. */
    private void title(String name, ConnectionStatus status, Health health, Instant now, List<String> lines) {
        String age = " for " + Words.duration(Duration.between(status.since(), now));
        String verdict = health.status().name();
        String state = status.state().name();
        String topology = topology(status);
        int length = name.length() + verdict.length() + state.length() + age.length() + topology.length() + 6;
        String title =
                paint.strong(name) + "  " + in(health.status(), verdict) + "  " + paint.in(status.state(), state) + age;
        if (length <= Words.WIDTH) {
            lines.add(title + "  " + topology);
        } else {
            lines.add(title);
            lines.add(topology);
        }
    }

    /** The text behind its coloured head, in lines that fit. */
    private static void wrapped(String head, String text, UnaryOperator<String> colour, List<String> lines) {
        List<String> parts = Words.wrap(head + " " + text, Words.WIDTH);
        lines.add(colour.apply(head) + parts.get(0).substring(head.length()));
        lines.addAll(parts.subList(1, parts.size()));
    }

    /** One message for all, about the oldest one; none where nothing is held too long. */
    private void leaks(List<Leak> leaks, List<String> lines) {
        int held = leaks.stream().mapToInt(Leak::count).sum();
        if (held > 0) {
            Leak oldest =
                    leaks.stream().filter(leak -> leak.count() > 0).findFirst().orElseThrow();
            String text = String.format(Locale.ROOT, "%,d", held) + " held too long; the oldest, for "
                    + Words.duration(oldest.age()) + ": " + oldest.operation() + " on " + oldest.namespace()
                    + oldest.place().map(frame -> ", from " + frame).orElse("");
            wrapped("LEAKS", text, paint::warning, lines);
        }
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
        rates.add(rate);
        if (rates.size() > RATES) {
            rates.remove();
        }
        return rate;
    }

    /** The last rates, the newest at the right, against the highest of them. */
    private String strip() {
        double most = rates.stream().mapToDouble(rate -> rate).max().orElse(0);
        StringBuilder strip = new StringBuilder(" ".repeat(RATES - rates.size()));
        rates.forEach(rate -> strip.append(bars.level(most == 0 ? 0 : rate / most)));
        return strip.toString();
    }

    private void events(List<ConnectionEvent> timeline, List<String> lines) {
        lines.add(paint.faint("LAST EVENTS"));
        int events = Math.max(FEWEST_EVENTS, Math.min(EVENTS, LINES - lines.size()));
        for (ConnectionEvent event : timeline.subList(Math.max(0, timeline.size() - events), timeline.size())) {
            lines.add(Words.clock(event.time()) + "  "
                    + EventWords.of(event, paint, 14, 14).get(0));
        }
    }
}
