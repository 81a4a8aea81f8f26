package dev.meerkat.benchmarks.isolation;

import java.util.Arrays;

/** How long operations took by the clock on the wall, one after the other. Not thread-safe. */
final class Latencies {
    private static final double NINETY_NINTH = 0.99;

    private final long[] nanos;

    private Latencies(long[] nanos) {
        this.nanos = nanos;
    }

    /** Does {@code operation} so many times. */
    static Latencies of(Runnable operation, int times) {
        long[] nanos = new long[times];
        for (int i = 0; i < times; i++) {
            long begun = System.nanoTime();
            operation.run();
            nanos[i] = System.nanoTime() - begun;
        }
        Arrays.sort(nanos);
        return new Latencies(nanos);
    }

    /** The time that 99 of 100 kept below, in microseconds. */
    double p99() {
        return nanos[(int) (nanos.length * NINETY_NINTH)] / 1_000.0;
    }
}
