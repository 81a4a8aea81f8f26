package dev.meerkat.internal.time;

import java.time.Duration;
import java.time.Instant;

/** Where the time comes from: the system's clocks, or a test's. Thread safety: implementations are safe. */
public interface TimeSource {
    /** The system's clocks. */
    TimeSource SYSTEM = new SystemTimeSource();

    /** As good as without a limit: a century, which still fits into nanoseconds. */
    Duration FOR_EVER = Duration.ofDays(36_500);

    /** Monotonic nanoseconds. */
    long nanos();

    /** Wall-clock time. */
    Instant now();
}
