package dev.meerkat.stats;

import java.time.Duration;

/**
 * How long something took. Immutable.
 *
 * <p>{@code count} and {@code total} are of the pool's whole life; the rest is of the last minute, which is kept in six parts of ten seconds,
 * so between 50 and 60 s. It is at most one second old, and off by at most 1 %. Times are counted in microseconds, longer ones than ten
 * minutes as ten minutes. Source: contract H2.
 *
 * @param count how often
 * @param total sum of all times
 * @param recent how often within the last minute; the percentiles are zero where this is
 * @param p50 the median
 * @param p90 nine tenths took no longer
 * @param p99 all but a hundredth took no longer
 * @param max the longest
 */
public record Timing(long count, Duration total, long recent, Duration p50, Duration p90, Duration p99, Duration max) {
    /** Nothing was timed. */
    public static final Timing NONE =
            new Timing(0, Duration.ZERO, 0, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO);
}
