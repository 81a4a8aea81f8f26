package dev.meerkat.cli.load;

import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;

/** All threads' documents: what was tried, what was acknowledged, what was found again. Thread safety: safe. */
public final class Ledger {
    private final List<Lane> lanes;

    Ledger(int threads) {
        lanes = IntStream.range(0, threads).mapToObj(Lane::new).toList();
    }

    Lane lane(int thread) {
        return lanes.get(thread);
    }

    /** Notes a document that was read back. */
    void found(long id, long n) {
        long thread = Lane.threadOf(id);
        if (thread >= 0 && thread < lanes.size()) {
            lanes.get((int) thread).found(id, n);
        }
    }

    /** Forgets what was read back, for another reading. */
    void forgetFound() {
        lanes.forEach(Lane::forgetFound);
    }

    /** Documents read back. */
    public long found() {
        return sum(Lane::found);
    }

    /** Documents whose acknowledged insert or increment is not there. */
    public long lost() {
        return sum(Lane::lost);
    }

    /** Documents that hold more increments than were tried. */
    public long duplicated() {
        return sum(Lane::duplicated);
    }

    private long sum(ToLongFunction<Lane> figure) {
        return lanes.stream().mapToLong(figure).sum();
    }
}
