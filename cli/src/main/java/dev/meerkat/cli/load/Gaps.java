package dev.meerkat.cli.load;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAccumulator;

/** The longest time without an acknowledged write, over all threads. Times are monotonic nanoseconds. Thread safety: safe. */
final class Gaps {
    private final AtomicLong last;
    private final LongAccumulator longest = new LongAccumulator(Math::max, 0);

    /** Begins to watch at {@code now}. */
    Gaps(long now) {
        last = new AtomicLong(now);
    }

    /** Notes an acknowledged write, or the end. */
    void ended(long now) {
        longest.accumulate(now - last.getAndSet(now));
    }

    /** The longest gap between two notes. */
    Duration longest() {
        return Duration.ofNanos(longest.get());
    }

    /** How long the last note is ago. */
    Duration present(long now) {
        return Duration.ofNanos(Math.max(0, now - last.get()));
    }
}
