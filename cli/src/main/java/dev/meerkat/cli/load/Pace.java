package dev.meerkat.cli.load;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Spaces the documents of all threads evenly; what an outage delayed is not caught up with. Thread safety: safe. */
final class Pace {
    private final long interval;
    private final AtomicLong next;

    /** At most {@code perSecond} documents each second from {@code now}; 0 for no limit. */
    Pace(int perSecond, long now) {
        interval = perSecond == 0 ? 0 : TimeUnit.SECONDS.toNanos(1) / perSecond;
        next = new AtomicLong(now);
    }

    /** Takes the next place; the nanoseconds to wait for it from {@code now}. */
    long take(long now) {
        if (interval == 0) {
            return 0;
        }
        long mine = next.getAndUpdate(place -> Math.max(place, now) + interval);
        return Math.max(0, mine - now);
    }
}
