package dev.meerkat.cli.load;

import java.util.concurrent.atomic.LongAdder;

/**
 * What a run counts as it goes. Thread safety: safe.
 *
 * @param writes inserts and increments
 * @param reads documents read back at once
 * @param stale of the reads, those that did not show the write acknowledged before: a secondary behind, or a loss
 * @param gaps times without an acknowledged write
 */
record Scores(Tally writes, Tally reads, LongAdder stale, Gaps gaps) {
    /** Scores that begin at {@code now}. */
    static Scores beginning(long now) {
        return new Scores(new Tally(), new Tally(), new LongAdder(), new Gaps(now));
    }
}
