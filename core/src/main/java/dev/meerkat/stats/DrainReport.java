package dev.meerkat.stats;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * How a close went: what finished, what was cut, how long it waited, whether it was forced. Immutable.
 *
 * @param finished pieces of admitted work that ended by themselves between the start of the drain and its end
 * @param refusedWaiters callers waiting at the gate that were failed when the drain began
 * @param cut what was still in flight when the grace ended, as far as it was recorded in detail
 * @param cutWithoutDetail work cut beyond the recorded slots
 * @param waited how long the drain waited for work in flight
 * @param forced whether anything was cut
 * @param lingering threads that had not ended when the close returned, mostly the driver's inside a connect or name look-up, and whoever
 *     waits to close that socket; daemons without an open connection
 */
public record DrainReport(
        long finished,
        int refusedWaiters,
        List<CutWork> cut,
        int cutWithoutDetail,
        Duration waited,
        boolean forced,
        List<String> lingering) {
    /** The report of a close that found nothing open. */
    public static final DrainReport EMPTY = new DrainReport(0, 0, List.of(), 0, Duration.ZERO, false, List.of());

    /** Copies the lists. */
    public DrainReport {
        cut = List.copyOf(cut);
        lingering = List.copyOf(lingering);
    }

    /** This drain and another that ran beside it, as one. */
    public DrainReport and(DrainReport other) {
        return new DrainReport(
                finished + other.finished,
                refusedWaiters + other.refusedWaiters,
                both(cut, other.cut),
                cutWithoutDetail + other.cutWithoutDetail,
                waited.compareTo(other.waited) < 0 ? other.waited : waited,
                forced || other.forced,
                both(lingering, other.lingering));
    }

    private static <T> List<T> both(List<T> some, List<T> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }
}
