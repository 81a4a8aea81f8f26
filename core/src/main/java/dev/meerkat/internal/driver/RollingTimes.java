package dev.meerkat.internal.driver;

import dev.meerkat.internal.time.TimeSource;
import dev.meerkat.stats.Timing;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.stream.Stream;
import org.HdrHistogram.AtomicHistogram;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Times of the last minute in six histograms of ten seconds, the newest of which takes what is recorded.
 *
 * <p>Recording takes no lock and allocates nothing, but once each ten seconds for a histogram; reading merges at most once a second. What an operation
 * touches is kept in few objects: between two operations the processor's caches forget them. Thread safety: safe. Source: contract H2.
 */
final class RollingTimes {
    static final Duration WINDOW = Duration.ofSeconds(10);
    static final int WINDOWS = 6;

    /** Ten minutes, in microseconds. */
    static final long LONGEST = Duration.ofMinutes(10).toMillis() * 1000;

    private static final long WINDOW_NANOS = WINDOW.toNanos();
    private static final int DIGITS = 2;
    private static final AtomicLongFieldUpdater<RollingTimes> COUNT =
            AtomicLongFieldUpdater.newUpdater(RollingTimes.class, "count");
    private static final AtomicLongFieldUpdater<RollingTimes> TOTAL =
            AtomicLongFieldUpdater.newUpdater(RollingTimes.class, "total");
    private static final long FRESH = Duration.ofSeconds(1).toNanos();

    private final TimeSource time;

    /** What takes the times now, null before the first. */
    private volatile @Nullable Window newest;

    /** All that count, newest first; replaced as a whole under this object's monitor. */
    private volatile List<Window> windows = List.of();

    private volatile long count;
    private volatile long total;
    private volatile Read last = new Read(0, 0, Timing.NONE);

    RollingTimes(TimeSource time) {
        this.time = time;
    }

    /** Ten seconds. */
    private record Window(long start, AtomicHistogram times) {}

    /** What was read, when, and after how many times. */
    private record Read(long at, long count, Timing timing) {}

    /** Takes a time that ended at {@code now}. */
    void record(long nanos, long now) {
        long length = Math.max(0, nanos);
        current(now).times.recordValue(Math.min(LONGEST, length / 1000));
        TOTAL.addAndGet(this, length);
        COUNT.incrementAndGet(this);
    }

    private Window current(long now) {
        Window known = newest;
        return known != null && now - known.start < WINDOW_NANOS ? known : next(now);
    }

    private synchronized Window next(long now) {
        Window known = newest;
        if (known != null && now - known.start < WINDOW_NANOS) {
            return known; // another thread was first
        }
        Window next = new Window(now, new AtomicHistogram(1, LONGEST, DIGITS));
        windows =
                Stream.concat(Stream.of(next), windows.stream()).limit(WINDOWS).toList();
        newest = next;
        return next;
    }

    /** The times so far; the recent ones may be a second old. */
    Timing timing() {
        Read before = last;
        long now = time.nanos();
        long counted = count;
        boolean known = counted == before.count && (counted == 0 || before.timing.recent() == 0);
        if (known || (before.count > 0 && now - before.at < FRESH)) {
            return counted == before.count ? before.timing : withCount(before.timing, counted);
        }
        Timing read = read(now, counted);
        last = new Read(now, counted, read);
        return read;
    }

    private Timing withCount(Timing before, long counted) {
        Duration sum = Duration.ofNanos(total);
        return new Timing(counted, sum, before.recent(), before.p50(), before.p90(), before.p99(), before.max());
    }

    private Timing read(long now, long counted) {
        Histogram merged = new Histogram(1, LONGEST, DIGITS);
        long limit = WINDOW.multipliedBy(WINDOWS).toNanos();
        for (Window window : windows) {
            if (now - window.start < limit) {
                merged.add(window.times);
            }
        }
        return new Timing(
                counted,
                Duration.ofNanos(total),
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
