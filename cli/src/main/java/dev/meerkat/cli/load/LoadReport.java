package dev.meerkat.cli.load;

import dev.meerkat.cli.run.ExitCode;
import dev.meerkat.stats.DrainReport;
import java.time.Duration;
import java.util.Optional;

/**
 * How a run went. Immutable.
 *
 * @param collection the run's own collection as database.collection
 * @param duration from the first write to the stop
 * @param writes inserts and increments
 * @param reads documents read back at once
 * @param staleReads of the reads, those that did not show the write acknowledged before
 * @param longestGap the longest time without an acknowledged write
 * @param drain the report of the drain
 * @param count what was found at the end; empty when it could not be read
 */
record LoadReport(
        String collection,
        Duration duration,
        Tally.Figures writes,
        Tally.Figures reads,
        long staleReads,
        Duration longestGap,
        DrainReport drain,
        Optional<Count> count) {
    /**
     * What was found at the end.
     *
     * @param found documents read back
     * @param lost documents whose acknowledged insert or increment is not there
     * @param duplicated documents that hold more increments than were tried
     */
    record Count(long found, long lost, long duplicated) {
        static Count of(Ledger ledger) {
            return new Count(ledger.found(), ledger.lost(), ledger.duplicated());
        }

        boolean clean() {
            return lost == 0 && duplicated == 0;
        }
    }

    /** Whether the documents were counted, none is wrong, and every operation's end is known. */
    boolean clean() {
        return exitCode() == ExitCode.OK;
    }

    /** 4 when nothing could be counted, 5 when documents are wrong, 3 when the sum is, else 0. */
    int exitCode() {
        if (count.isEmpty()) {
            return ExitCode.NO_CONNECTION;
        }
        if (!count.get().clean()) {
            return ExitCode.DOCUMENTS_WRONG;
        }
        return writes.adds() && reads.adds() ? ExitCode.OK : ExitCode.FINDINGS;
    }
}
