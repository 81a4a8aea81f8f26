package dev.meerkat.benchmarks;

import dev.meerkat.Connection;
import dev.meerkat.ConnectionRegistry;
import dev.meerkat.ConnectionStatus;
import dev.meerkat.lab.ExternalServer;
import dev.meerkat.options.ConnectionOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * §2: {@code status()} of a connection whose server answers, and of one whose server is a black hole: its process is stopped, so that every
 * socket stays open and nobody answers, while operations hang in the driver.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 8, time = 1)
public class StatusBenchmark {
    private static final int CALLERS = 4;

    /** What the server does. */
    @Param({"answers", "black-hole"})
    public String server = "";

    private final ConnectionRegistry registry = new ConnectionRegistry();
    private final List<Thread> callers = new ArrayList<>();

    @SuppressWarnings("NullAway.Init") // set up before any call
    private ExternalServer process;

    @SuppressWarnings("NullAway.Init") // set up before any call
    private Connection connection;

    /** Opens the connection, and then makes the hole. */
    @Setup(Level.Trial)
    public void open() {
        process = ExternalServer.builder().start();
        connection =
                registry.connect(ConnectionOptions.builder().uri(process.uri()).build());
        if (server.equals("black-hole")) {
            process.freeze();
            for (int i = 0; i < CALLERS; i++) {
                callers.add(caller());
            }
        }
    }

    private Thread caller() {
        Thread caller = new Thread(() -> {
            try {
                connection.database().getCollection("status").countDocuments();
            } catch (RuntimeException theHoleIsClosed) {
                Thread.currentThread().interrupt();
            }
        });
        caller.setDaemon(true);
        caller.start();
        return caller;
    }

    /** Everything known, from memory. */
    @Benchmark
    public ConnectionStatus status() {
        return connection.status();
    }

    /** Lets the server go on and ends everything. */
    @TearDown(Level.Trial)
    public void close() throws InterruptedException {
        if (server.equals("black-hole")) {
            process.thaw();
        }
        registry.close();
        for (Thread caller : callers) {
            caller.join();
        }
        process.close();
    }
}
