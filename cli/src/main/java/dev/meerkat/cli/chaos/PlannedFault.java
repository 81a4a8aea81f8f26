package dev.meerkat.cli.chaos;

import dev.meerkat.cli.io.Words;
import java.time.Duration;

/**
 * A fault of the schedule. Immutable.
 *
 * @param start when it begins, from its round's begin
 * @param length how long it lasts until it is healed
 * @param kind what happens
 * @param member the number of the member it happens to, from 0, where its kind chooses one
 * @param amount how much of it, from 0 to 99; what that means is its kind's own
 */
record PlannedFault(Duration start, Duration length, FaultKind kind, int member, int amount) {
    /** When it is healed, from its round's begin. */
    Duration end() {
        return start.plus(length);
    }

    @Override
    public String toString() {
        return kind + " at " + Words.duration(start) + " for " + Words.duration(length) + ", member " + member
                + ", amount " + amount;
    }
}
