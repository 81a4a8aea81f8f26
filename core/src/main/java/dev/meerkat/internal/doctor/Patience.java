package dev.meerkat.internal.doctor;

import dev.meerkat.internal.time.TimeSource;
import java.time.Duration;

/** What is left of the time for all steps together. Immutable. Source: contract D2. */
final class Patience {
    /** All steps together; closing what was opened comes on top. */
    private static final Duration WHOLE = Duration.ofSeconds(10);

    /** Even the last step may ask something that is answered at once. */
    private static final Duration LEAST = Duration.ofMillis(100);

    private final TimeSource time;
    private final long end;

    Patience(TimeSource time) {
        this.time = time;
        this.end = time.nanos() + WHOLE.toNanos();
    }

    /** Whether {@code wanted} is left, whole. */
    boolean allows(Duration wanted) {
        return end - time.nanos() >= wanted.toNanos();
    }

    /** {@code wanted}, unless less is left. */
    Duration atMost(Duration wanted) {
        Duration left = Duration.ofNanos(end - time.nanos());
        Duration shorter = left.compareTo(wanted) < 0 ? left : wanted;
        return shorter.compareTo(LEAST) < 0 ? LEAST : shorter;
    }
}
