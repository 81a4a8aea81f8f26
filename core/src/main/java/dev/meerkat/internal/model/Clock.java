package dev.meerkat.internal.model;

import dev.meerkat.internal.time.TimeSource;
import java.time.Instant;

/**
 * Wall-clock time as BSON can hold it.
 *
 * @param time the source
 */
record Clock(TimeSource time) {
    Instant now() {
        return Instant.ofEpochMilli(time.now().toEpochMilli());
    }
}
