package dev.meerkat.internal.model;

import dev.meerkat.internal.time.TimeSource;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Wall-clock time as BSON can hold it.
 *
 * @param time the source
 */
record Clock(TimeSource time) {
    Instant now() {
        return time.now().truncatedTo(ChronoUnit.MILLIS);
    }
}
