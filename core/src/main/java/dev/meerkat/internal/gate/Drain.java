package dev.meerkat.internal.gate;

import dev.meerkat.internal.time.TimeSource;
import dev.meerkat.stats.CutWork;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Waits until a generation's work has ended, at most for the grace. The gate must be shut for the generation before.
 *
 * <p>{@link #lock} guards the wait and its {@link #end}; releases signal under it, so none is missed. Source: contract C1, C3.
 */
public final class Drain {
    private static final Duration STREAMS = Duration.ofMillis(250);

    private final Generation generation;
    private final TimeSource time;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition quiet = lock.newCondition();
    private final long atStart;

    /** When the wait ends at the latest, in monotonic nanoseconds. */
    private long end;

    /** Ends the change streams: each tells the server, which may be silent, so nobody waits for long. */
    private final Thread streams;

    /** Ends the change streams and counts what is in flight. */
    public Drain(Generation generation, TimeSource time) {
        this.generation = generation;
        this.time = time;
        this.end = time.nanos() + Long.MAX_VALUE / 2;
        generation.whenLeft(this::left);
        this.atStart = generation.piecesAtShut();
        this.streams = new Thread(generation::endChangeStreams, "meerkat-streams");
        streams.setDaemon(true);
        streams.start();
    }

    private void left() {
        if (generation.inFlight() == 0) {
            lock.lock();
            try {
                quiet.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    /** Ends the wait in {@code grace} at the latest, also one that has begun; a longer grace than before changes nothing. */
    public void endIn(Duration grace) {
        lock.lock();
        try {
            long wanted = time.nanos() + grace.toNanos();
            if (wanted - end < 0) {
                end = wanted;
                quiet.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits until nothing is in flight; what is left after {@code grace} is forced and told. */
    public Result await(Duration grace) throws InterruptedException {
        long begun = time.nanos();
        endIn(grace);
        long left;
        lock.lockInterruptibly();
        try {
            left = end - time.nanos();
            while (generation.inFlight() > 0 && left > 0) {
                quiet.awaitNanos(left);
                left = end - time.nanos();
            }
        } finally {
            lock.unlock();
            generation.whenLeft(null);
        }
        streams.join(Math.min(STREAMS.toMillis(), Math.max(1, left / 1_000_000)));
        long now = time.nanos();
        List<CutWork> cut = generation.work(now);
        int withoutDetail = generation.withoutDetail();
        if (!cut.isEmpty() || withoutDetail > 0) {
            generation.force();
        }
        long finished = Math.max(0, atStart - cut.size() - withoutDetail);
        return new Result(finished, cut, withoutDetail, Duration.ofNanos(now - begun));
    }

    /**
     * How it went.
     *
     * @param finished work that ended by itself
     * @param cut work still in flight
     * @param withoutDetail work still in flight of which only the number is known
     * @param waited how long it took
     */
    public record Result(long finished, List<CutWork> cut, int withoutDetail, Duration waited) {
        /** One result of drains that shared {@code waited}. */
        public static Result ofAll(List<Result> results, Duration waited) {
            return new Result(
                    results.stream().mapToLong(Result::finished).sum(),
                    results.stream()
                            .flatMap(each -> each.cut().stream())
                            .sorted(Comparator.comparing(CutWork::age).reversed())
                            .toList(),
                    results.stream().mapToInt(Result::withoutDetail).sum(),
                    waited);
        }
    }
}
