package dev.meerkat.benchmarks;

import com.mongodb.MongoClientSettings;
import com.mongodb.TransactionOptions;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.TransactionBody;
import com.mongodb.connection.ClusterConnectionMode;
import com.mongodb.connection.ClusterDescription;
import com.mongodb.connection.ClusterType;
import dev.meerkat.ConnectionState;
import dev.meerkat.internal.gate.Gate;
import dev.meerkat.internal.gate.GatePolicy;
import dev.meerkat.internal.gate.Generation;
import dev.meerkat.internal.managed.ManagedClient;
import dev.meerkat.internal.managed.ManagedSettings;
import dev.meerkat.internal.managed.Transactions;
import dev.meerkat.internal.time.TimeSource;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * I6, G1: a whole managed operation on a driver that does nothing, without any transaction on the connection and while another thread is in
 * one. Run with {@code -prof gc} for the bytes.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class TransactionLookBenchmark {
    /** Whether another thread is in a transaction meanwhile. */
    @Param({"false", "true"})
    public boolean elsewhere;

    private final Gate gate =
            new Gate("benchmark", TimeSource.SYSTEM, new GatePolicy(true, Duration.ofSeconds(5), 1), each -> false);
    private final ManagedClient client = ManagedClient.create("c", gate, new Settings());
    private final MongoCollection<Document> collection =
            client.getDatabase("shop").getCollection("orders");
    private final CountDownLatch over = new CountDownLatch(1);

    /** Opens the gate, and the transaction of the other thread. */
    @Setup
    public void open() throws InterruptedException {
        gate.set(ConnectionState.CONNECTED, new Generation(stub(MongoClient.class)), null);
        if (elsewhere) {
            CountDownLatch inside = new CountDownLatch(1);
            Thread other = new Thread(() -> new Transactions(client, () -> {})
                    .run(TransactionOptions.builder().build(), session -> hold(inside)));
            other.setDaemon(true);
            other.start();
            inside.await();
        }
    }

    private boolean hold(CountDownLatch inside) {
        inside.countDown();
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return true;
    }

    /** Ends that transaction. */
    @TearDown
    public void close() {
        over.countDown();
    }

    /** One thread. */
    @Benchmark
    @Threads(1)
    public long uncontended() {
        return collection.countDocuments();
    }

    /** Eight threads at once. */
    @Benchmark
    @Threads(8)
    public long eightThreads() {
        return collection.countDocuments();
    }

    private static <T> T stub(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(
                TransactionLookBenchmark.class.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> answer(method, arguments)));
    }

    private static @Nullable Object answer(Method method, Object @Nullable [] arguments) {
        Class<?> type = method.getReturnType();
        if (method.getName().equals("withTransaction") && arguments != null) {
            return ((TransactionBody<?>) arguments[0]).execute();
        }
        if (type == long.class) {
            return 0L;
        }
        boolean ofDriver = type == ClientSession.class || type.getName().startsWith("com.mongodb.client.Mongo");
        return ofDriver ? stub(type) : null;
    }

    private static final class Settings implements ManagedSettings {
        private final MongoClientSettings client = MongoClientSettings.builder().build();

        @Override
        public MongoClientSettings client() {
            return client;
        }

        @Override
        public ClusterDescription clusterDescription() {
            return new ClusterDescription(ClusterConnectionMode.SINGLE, ClusterType.UNKNOWN, List.of());
        }

        @Override
        public void close() {}
    }
}
