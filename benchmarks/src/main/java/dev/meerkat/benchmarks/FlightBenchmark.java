package dev.meerkat.benchmarks;

import dev.meerkat.internal.jfr.CheckoutFlight;
import dev.meerkat.internal.jfr.OperationFlight;
import java.io.IOException;
import java.text.ParseException;
import java.util.concurrent.TimeUnit;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** E6: what the flight recorder's twins cost one operation while nobody records, and while somebody does. Run with {@code -prof gc}. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class FlightBenchmark {
    /** Whether a recording with the JDK's default settings runs. */
    @Param({"false", "true"})
    public boolean recording;

    private @Nullable Recording recorder;

    /** Starts the recording, if there is to be one. */
    @Setup
    public void begin() throws IOException, ParseException {
        if (recording) {
            recorder = new Recording(Configuration.getConfiguration("default"));
            recorder.start();
        }
    }

    /** Ends it. */
    @TearDown
    public void end() {
        if (recorder != null) {
            recorder.close();
        }
    }

    /** One operation that asks for one pooled connection, both below the thresholds. */
    @Benchmark
    public @Nullable Object operation() {
        OperationFlight flight = OperationFlight.begin("default", "find", "shop.orders");
        CheckoutFlight.begin("localhost:27017");
        CheckoutFlight.end("lent");
        if (flight != null) {
            flight.land();
        }
        return flight;
    }
}
