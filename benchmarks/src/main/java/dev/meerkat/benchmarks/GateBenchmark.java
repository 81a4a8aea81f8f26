package dev.meerkat.benchmarks;

import dev.meerkat.ConnectionState;
import dev.meerkat.concurrency.GateRig;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** G1: admit, record and release of one operation on an open gate. Run with {@code -prof gc} for the bytes. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class GateBenchmark {
    private final GateRig rig = GateRig.in(ConnectionState.CONNECTED);

    /** One thread. */
    @Benchmark
    @Threads(1)
    public void uncontended() {
        rig.pass();
    }

    /** Eight threads at once. */
    @Benchmark
    @Threads(8)
    public void eightThreads() {
        rig.pass();
    }

    /** The part of it that is the clock: the start of an operation is recorded. */
    @Benchmark
    @Threads(1)
    public long clockAlone() {
        return System.nanoTime();
    }
}
