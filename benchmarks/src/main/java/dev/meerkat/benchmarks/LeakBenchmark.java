package dev.meerkat.benchmarks;

import com.mongodb.MongoClientSettings;
import com.mongodb.ServerAddress;
import com.mongodb.ServerCursor;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import com.mongodb.connection.ClusterConnectionMode;
import com.mongodb.connection.ClusterDescription;
import com.mongodb.connection.ClusterType;
import dev.meerkat.ConnectionState;
import dev.meerkat.internal.gate.Gate;
import dev.meerkat.internal.gate.GatePolicy;
import dev.meerkat.internal.gate.Generation;
import dev.meerkat.internal.leak.LeakWatch;
import dev.meerkat.internal.managed.ManagedClient;
import dev.meerkat.internal.managed.ManagedSettings;
import dev.meerkat.internal.time.TimeSource;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
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
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * H4: a find whose cursor the server has more for, opened and closed at the end of a stack of 50 frames, on a driver that does nothing. Run with
 * {@code -prof gc} for the bytes.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class LeakBenchmark {
    private static final int FRAMES = 50;

    /** The option {@code leakThreshold}. */
    @Param({"off", "1m"})
    public String leakThreshold = "";

    private final Gate gate =
            new Gate("benchmark", TimeSource.SYSTEM, new GatePolicy(true, Duration.ofSeconds(5), 1), each -> false);
    private final LeakWatch leaks = new LeakWatch(TimeSource.SYSTEM, event -> {});
    private final ManagedClient client = ManagedClient.create("c", gate, new Settings(leaks));
    private final MongoCollection<Document> collection =
            client.getDatabase("shop").getCollection("orders");
    private final Map<Class<?>, Object> stubs = new IdentityHashMap<>();

    /** Opens the gate. */
    @Setup
    public void open() {
        leaks.threshold(leakThreshold.equals("off") ? Optional.empty() : Optional.of(Duration.ofMinutes(1)));
        gate.set(ConnectionState.CONNECTED, new Generation(stub(MongoClient.class)), null);
    }

    /** One thread. */
    @Benchmark
    @Threads(1)
    public int uncontended() {
        return down(FRAMES);
    }

    /** Eight threads at once. */
    @Benchmark
    @Threads(8)
    public int eightThreads() {
        return down(FRAMES);
    }

    private int down(int frames) {
        if (frames > 0) {
            return 1 + down(frames - 1);
        }
        try (MongoCursor<Document> cursor = collection.find().cursor()) {
            return cursor.available();
        }
    }

    /** One stub for each type, so that the driver allocates nothing. */
    private synchronized <T> T stub(Class<T> type) {
        Object known = stubs.get(type);
        if (known == null) {
            known = Proxy.newProxyInstance(
                    LeakBenchmark.class.getClassLoader(),
                    new Class<?>[] {type},
                    (self, method, arguments) -> answer(method.getReturnType()));
            stubs.put(type, known);
        }
        return type.cast(known);
    }

    private @Nullable Object answer(Class<?> type) {
        if (type == int.class) {
            return 0;
        }
        if (type == boolean.class) {
            return false;
        }
        if (type == ServerCursor.class) {
            return Settings.CURSOR;
        }
        boolean ofDriver = type.getName().startsWith("com.mongodb.client.") && type.isInterface();
        return ofDriver ? stub(type) : null;
    }

    private record Settings(LeakWatch leaks) implements ManagedSettings {
        private static final ServerCursor CURSOR = new ServerCursor(1, new ServerAddress());
        private static final MongoClientSettings CLIENT =
                MongoClientSettings.builder().build();

        @Override
        public MongoClientSettings client() {
            return CLIENT;
        }

        @Override
        public ClusterDescription clusterDescription() {
            return new ClusterDescription(ClusterConnectionMode.SINGLE, ClusterType.UNKNOWN, List.of());
        }

        @Override
        public void close() {}
    }
}
