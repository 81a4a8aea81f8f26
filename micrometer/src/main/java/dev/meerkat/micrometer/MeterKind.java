package dev.meerkat.micrometer;

/** What a meter does. */
public enum MeterKind {
    /** A value of the moment. OpenTelemetry's up-down counter. */
    GAUGE,
    /** A sum that only grows, and begins anew with its pool. */
    COUNTER,
    /** Counts, sums and buckets of times. OpenTelemetry's histogram. */
    TIMER
}
