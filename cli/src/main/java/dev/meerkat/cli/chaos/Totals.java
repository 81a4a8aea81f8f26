package dev.meerkat.cli.chaos;

import dev.meerkat.cli.load.Ledger;
import dev.meerkat.cli.load.Tally;
import dev.meerkat.cli.load.Workload;
import java.time.Duration;

/**
 * What the loads of several rounds came to. Immutable.
 *
 * @param writes inserts and increments
 * @param reads documents read back at once
 * @param found documents read back at the end
 * @param lost documents whose acknowledged insert or increment is not there
 * @param duplicated documents that hold more increments than were tried
 * @param longestGap the longest time without an acknowledged write
 */
record Totals(Tally.Figures writes, Tally.Figures reads, long found, long lost, long duplicated, Duration longestGap) {
    /** Nothing yet. */
    static final Totals NONE = new Totals(Tally.Figures.NONE, Tally.Figures.NONE, 0, 0, 0, Duration.ZERO);

    /** One load, and what was found of it. */
    static Totals of(Workload load, Ledger ledger) {
        return new Totals(
                load.writes(), load.reads(), ledger.found(), ledger.lost(), ledger.duplicated(), load.longestGap());
    }

    /** One load whose documents could not be read. */
    static Totals uncounted(Workload load) {
        return new Totals(load.writes(), load.reads(), 0, 0, 0, load.longestGap());
    }

    /** These and others. */
    Totals plus(Totals other) {
        return new Totals(
                writes.plus(other.writes),
                reads.plus(other.reads),
                found + other.found,
                lost + other.lost,
                duplicated + other.duplicated,
                longestGap.compareTo(other.longestGap) > 0 ? longestGap : other.longestGap);
    }

    /** Whether nothing is lost and nothing is there twice. */
    boolean clean() {
        return lost == 0 && duplicated == 0;
    }
}
