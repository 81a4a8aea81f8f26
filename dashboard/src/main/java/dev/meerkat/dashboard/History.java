package dev.meerkat.dashboard;

import dev.meerkat.Connection;
import dev.meerkat.ConnectionRegistry;
import dev.meerkat.ConnectionStatus;
import dev.meerkat.stats.PoolFigures;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bson.Document;

/**
 * What the charts show: for each connection a sample a second of the last quarter of an hour, and one in half a minute of the last day, about
 * 90 kB. Confined to the server's thread.
 */
final class History {
    private static final int SECONDS = 900;
    private static final int HALF_MINUTES = 2880;
    private static final int COARSE = 30;

    private final ConnectionRegistry registry;
    private final Map<String, Track> tracks = new LinkedHashMap<>();
    private long turn;

    History(ConnectionRegistry registry) {
        this.registry = registry;
    }

    /** One connection's samples. */
    private static final class Track {
        final Ring fine = new Ring(SECONDS);
        final Ring coarse = new Ring(HALF_MINUTES);
        float[] worst = new float[Ring.SERIES];
        long checkouts = -1;
        double at;
    }

    /** Takes a sample of every connection at this time, in seconds since the epoch. */
    void sample(double now) {
        turn++;
        List<Connection> present = registry.connections();
        tracks.keySet()
                .removeIf(name -> present.stream()
                        .noneMatch(connection -> connection.name().equals(name)));
        for (Connection connection : present) {
            take(tracks.computeIfAbsent(connection.name(), name -> new Track()), connection.status(), now);
        }
    }

    private void take(Track track, ConnectionStatus status, double now) {
        long checkouts = sum(status, PoolFigures::checkouts);
        boolean known = track.checkouts >= 0 && checkouts >= track.checkouts && now > track.at;
        float rate = known ? (float) ((checkouts - track.checkouts) / (now - track.at)) : 0;
        track.checkouts = checkouts;
        track.at = now;
        float[] values = {
            status.inFlight(),
            status.waiting() + sum(status, PoolFigures::waiting),
            sum(status, PoolFigures::inUse),
            (float) status.pools().stream()
                    .mapToDouble(pool -> pool.timings().waited().p99().toNanos() / 1e6)
                    .max()
                    .orElse(0),
            rate
        };
        track.fine.add(now, values);
        for (int at = 0; at < values.length; at++) {
            track.worst[at] = Math.max(track.worst[at], values[at]);
        }
        if (turn % COARSE == 0) {
            track.coarse.add(now, track.worst);
            track.worst = new float[Ring.SERIES];
        }
    }

    private static long sum(ConnectionStatus status, java.util.function.ToLongFunction<PoolFigures> value) {
        return status.pools().stream().mapToLong(value).sum();
    }

    /** The samples of all connections, oldest first; {@code day} for the last day instead of the last quarter of an hour. */
    Document all(boolean day) {
        Document all = new Document();
        tracks.forEach((name, track) -> all.append(name, (day ? track.coarse : track.fine).json(Integer.MAX_VALUE)));
        return all;
    }

    /** The newest sample of each connection. */
    Document newest() {
        Document all = new Document();
        tracks.forEach((name, track) -> all.append(name, track.fine.json(1)));
        return all;
    }
}
