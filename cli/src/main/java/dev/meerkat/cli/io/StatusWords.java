package dev.meerkat.cli.io;

import dev.meerkat.ConnectionState;
import dev.meerkat.ConnectionStatus;
import dev.meerkat.stats.PoolFigures;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;

/** A connection's status in words for people. */
public final class StatusWords {
    private StatusWords() {}

    /** State and its age, and what belongs to it: the pools, or why there is no connection. */
    public static String of(ConnectionStatus status, Instant now) {
        String state = status.state() + " for " + Words.duration(Duration.between(status.since(), now));
        if (status.state() == ConnectionState.CONNECTED) {
            int queued = status.pools().stream().mapToInt(PoolFigures::waiting).sum();
            return state + ", " + pools(status) + ", " + status.inFlight() + " in flight"
                    + (queued == 0 ? "" : ", " + queued + " of them wait for the pool");
        }
        return state
                + status.diagnosis()
                        .map(known -> ", " + known.code() + ": " + known.message())
                        .orElse("");
    }

    /** The pools. */
    public static String pools(ConnectionStatus status) {
        return status.pools().isEmpty()
                ? "no pool"
                : status.pools().stream().map(StatusWords::pool).collect(Collectors.joining("; "));
    }

    private static String pool(PoolFigures pool) {
        return "pool " + pool.size() + ", " + pool.inUse() + " in use";
    }
}
