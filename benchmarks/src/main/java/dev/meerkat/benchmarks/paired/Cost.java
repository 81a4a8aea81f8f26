package dev.meerkat.benchmarks.paired;

/** What operations cost the thread that called them. Immutable. */
record Cost(long operations, long processorNanos, long bytes) {
    static final Cost NONE = new Cost(0, 0, 0);

    Cost plus(Cost other) {
        return new Cost(operations + other.operations, processorNanos + other.processorNanos, bytes + other.bytes);
    }

    double processorNanosEach() {
        return (double) processorNanos / operations;
    }

    double bytesEach() {
        return (double) bytes / operations;
    }
}
