package dev.meerkat.health;

import java.time.Duration;

/**
 * From when on a connection counts as unwell. Immutable; each method returns a copy with one value changed. Source: contract H1, H4.
 *
 * @param saturatedAfter how long a pool must be exhausted without a break; default 1 s, at least 10 ms
 * @param recoveredAfter how long a saturated pool must then serve everybody; default 5 s, at least 10 ms
 * @param highWait the share of {@code waitQueueTimeout}, or of {@code operationTimeout} where that is set, which the waits' p99 of the last
 *     minute may reach; default 0.5, above 0
 * @param staleHeartbeat how many times {@code heartbeatFrequency} a member may be silent; default 1.5, at least 1
 * @param readinessGrace how long an outage leaves the connection ready; default zero
 */
public record HealthPolicy(
        Duration saturatedAfter,
        Duration recoveredAfter,
        double highWait,
        double staleHeartbeat,
        Duration readinessGrace) {
    private static final Duration LEAST = Duration.ofMillis(10);
    private static final HealthPolicy DEFAULTS =
            new HealthPolicy(Duration.ofSeconds(1), Duration.ofSeconds(5), 0.5, 1.5, Duration.ZERO);

    /**
     * Checks every value.
     *
     * @throws IllegalArgumentException naming the value that cannot be, and what may
     */
    public HealthPolicy {
        check(saturatedAfter.compareTo(LEAST) >= 0, "saturatedAfter", saturatedAfter, "at least 10 ms");
        check(recoveredAfter.compareTo(LEAST) >= 0, "recoveredAfter", recoveredAfter, "at least 10 ms");
        check(highWait > 0 && Double.isFinite(highWait), "highWait", highWait, "above 0, for example 0.5");
        check(
                staleHeartbeat >= 1 && Double.isFinite(staleHeartbeat),
                "staleHeartbeat",
                staleHeartbeat,
                "at least 1, for example 1.5");
        check(!readinessGrace.isNegative(), "readinessGrace", readinessGrace, "zero or longer");
    }

    private static void check(boolean possible, String name, Object value, String rule) {
        if (!possible) {
            throw new IllegalArgumentException(name + "=" + value + " cannot be. Fix: " + rule);
        }
    }

    /** The contract's values. */
    public static HealthPolicy defaults() {
        return DEFAULTS;
    }

    /** This policy with another {@link #saturatedAfter()}. */
    public HealthPolicy saturatedAfter(Duration time) {
        return new HealthPolicy(time, recoveredAfter, highWait, staleHeartbeat, readinessGrace);
    }

    /** This policy with another {@link #recoveredAfter()}. */
    public HealthPolicy recoveredAfter(Duration time) {
        return new HealthPolicy(saturatedAfter, time, highWait, staleHeartbeat, readinessGrace);
    }

    /** This policy with another {@link #highWait()}. */
    public HealthPolicy highWait(double share) {
        return new HealthPolicy(saturatedAfter, recoveredAfter, share, staleHeartbeat, readinessGrace);
    }

    /** This policy with another {@link #staleHeartbeat()}. */
    public HealthPolicy staleHeartbeat(double times) {
        return new HealthPolicy(saturatedAfter, recoveredAfter, highWait, times, readinessGrace);
    }

    /** This policy with another {@link #readinessGrace()}. */
    public HealthPolicy readinessGrace(Duration time) {
        return new HealthPolicy(saturatedAfter, recoveredAfter, highWait, staleHeartbeat, time);
    }
}
