package dev.meerkat.internal.lifecycle;

import dev.meerkat.health.HealthPolicy;
import org.jspecify.annotations.Nullable;

/**
 * Decides from repeated looks at one pool when it is saturated and when it has recovered. Not thread-safe. Source: contract H4.
 *
 * <p>Two thresholds with a time each, so that a pool at its limit does not flap.
 */
final class Saturation {
    /** What a look changed. */
    enum Turn {
        NONE,
        SATURATED,
        RECOVERED
    }

    private final HealthPolicy policy;
    private @Nullable Long exhaustedSince;
    private @Nullable Long quietSince;
    private boolean saturated;
    private long saturatedAt;

    Saturation(HealthPolicy policy) {
        this.policy = policy;
    }

    /** Takes a look at {@code now}. */
    Turn look(boolean exhausted, long now) {
        if (exhausted) {
            quietSince = null;
            exhaustedSince = exhaustedSince == null ? Long.valueOf(now) : exhaustedSince;
            return !saturated && now - exhaustedSince >= policy.saturatedAfter().toNanos() ? saturate(now) : Turn.NONE;
        }
        exhaustedSince = null;
        quietSince = quietSince == null ? Long.valueOf(now) : quietSince;
        return saturated && now - quietSince >= policy.recoveredAfter().toNanos() ? recover() : Turn.NONE;
    }

    private Turn saturate(long now) {
        saturated = true;
        saturatedAt = now;
        return Turn.SATURATED;
    }

    private Turn recover() {
        saturated = false;
        return Turn.RECOVERED;
    }

    boolean saturated() {
        return saturated;
    }

    /** When {@link Turn#SATURATED} was told last. */
    long saturatedAt() {
        return saturatedAt;
    }

    /** Whether nothing is left to watch: quiet for as long as a recovery takes. */
    boolean settled(long now) {
        return !saturated
                && quietSince != null
                && now - quietSince >= policy.recoveredAfter().toNanos();
    }
}
