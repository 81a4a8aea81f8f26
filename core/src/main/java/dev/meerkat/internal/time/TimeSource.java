package dev.meerkat.internal.time;

import java.time.Instant;

/** Where the time comes from: the system's clocks, or a test's. Thread safety: implementations are safe. */
public interface TimeSource {
    /** The system's clocks. */
    TimeSource SYSTEM = new SystemTimeSource();

    /** Monotonic nanoseconds. */
    long nanos();

    /** Wall-clock time. */
    Instant now();
}
