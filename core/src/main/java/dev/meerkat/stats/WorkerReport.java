package dev.meerkat.stats;

import java.time.Duration;

/**
 * How a worker's stop went. Immutable. Source: contract C4.
 *
 * @param finished pieces of work that ended between the start of the stop and the drain
 * @param abandoned pieces still not ended when their time was up
 * @param waited how long the stop waited for them
 * @param drain the report of its connection's close
 */
public record WorkerReport(long finished, long abandoned, Duration waited, DrainReport drain) {}
