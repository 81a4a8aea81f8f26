package dev.meerkat.internal.time;

import java.time.Instant;

/** The system's clocks. */
final class SystemTimeSource implements TimeSource {
    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public Instant now() {
        return Instant.now();
    }
}
