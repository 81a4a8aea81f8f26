package dev.meerkat.internal.driver;

import dev.meerkat.internal.time.TimeSource;
import dev.meerkat.stats.Timing;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.AtomicHistogram;
import org.HdrHistogram.Histogram;

/**
 * Times of the last minute in six histograms of ten seconds, the newest of which takes what is recorded.
 *
 * <p>Recording takes no lock and allocates nothing but one histogram each ten seconds; reading merges at most once a second. Thread safety:
 * safe. Source: contract H2.
 */
final class RollingTimes {
    static final Duration WINDOW = Duration.ofSeconds(10);
    static final int WINDOWS = 6;

    /** Ten minutes, in microseconds. */
    static final long LONGEST = Duration.ofMinutes(10).toMillis() * 1000;

    private static final int DIGITS = 2;
    private static final Window[] NONE = new Window[0];
    private static final long FRESH = Duration.ofSeconds(1).toNanos();

    private final TimeSource time;
    private final AtomicReference<Window[]> windows = new AtomicReference<>(NONE);
    private final LongAdder count = new LongAdder();
    private final LongAdder total = new LongAdder();
    private volatile Read last = new Read(0, 0, Timing.NONE);

    RollingTimes(TimeSource time) {
        this.time = time;
    }

    /** Ten seconds, newest first in their array. */
    private record Window(long start, AtomicHistogram times) {}

    /** What was read, when, and after how many times. */
    private record Read(long at, long count, Timing timing) {}

    /** Takes a time that ended at {@code now}. */
    void record(long nanos, long now) {
        long length = Math.max(0, nanos);
        current(now).times.recordValue(Math.min(LONGEST, length / 1000));
        total.add(length);
        count.increment();
    }

    private Window current(long now) {
        while (true) {
            Window[] known = windows.get();
            if (known.length > 0 && now - known[0].start < WINDOW.toNanos()) {
                return known[0];
            }
            Window[] next = new Window[Math.min(WINDOWS, known.length + 1)];
            next[0] = new Window(now, new AtomicHistogram(1, LONGEST, DIGITS));
            System.arraycopy(known, 0, next, 1, next.length - 1);
            if (windows.compareAndSet(known, next)) {
                return next[0];
            }
        }
    }

    /** The times so far; the recent ones may be a second old. */
    Timing timing() {
        Read before = last;
        long now = time.nanos();
        long counted = count.sum();
        boolean known = counted == before.count && (counted == 0 || before.timing.recent() == 0);
        if (known || (before.count > 0 && now - before.at < FRESH)) {
            return counted == before.count ? before.timing : withCount(before.timing, counted);
        }
        Timing read = read(now, counted);
        last = new Read(now, counted, read);
        return read;
    }

    private Timing withCount(Timing before, long counted) {
        Duration sum = Duration.ofNanos(total.sum());
        return new Timing(counted, sum, before.recent(), before.p50(), before.p90(), before.p99(), before.max());
    }

    private Timing read(long now, long counted) {
        Histogram merged = new Histogram(1, LONGEST, DIGITS);
        long limit = WINDOW.multipliedBy(WINDOWS).toNanos();
        for (Window window : windows.get()) {
            if (now - window.start < limit) {
                merged.add(window.times);
            }
        }
        return new Timing(
                counted,
                Duration.ofNanos(total.sum()),
                merged.getTotalCount(),
                at(merged, 50),
                at(merged, 90),
                at(merged, 99),
                at(merged, 100));
    }

    private static Duration at(Histogram times, double percentile) {
        long micros = times.getTotalCount() == 0 ? 0 : times.getValueAtPercentile(percentile);
        return Duration.ofNanos(micros * 1000);
    }
}
