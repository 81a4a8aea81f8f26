package dev.meerkat.benchmarks.paired;

/** What operations cost the thread that called them. Immutable. */
public record Cost(long operations, long processorNanos, long bytes) {
    static final Cost NONE = new Cost(0, 0, 0);

    Cost plus(Cost other) {
        return new Cost(operations + other.operations, processorNanos + other.processorNanos, bytes + other.bytes);
    }

    /** Nanoseconds of the processor for one. */
    public double processorNanosEach() {
        return (double) processorNanos / operations;
    }

    /** Bytes allocated for one. */
    public double bytesEach() {
        return (double) bytes / operations;
    }
}
