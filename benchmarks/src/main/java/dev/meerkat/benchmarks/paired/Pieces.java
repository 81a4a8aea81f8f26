package dev.meerkat.benchmarks.paired;

import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.connection.ClusterDescription;
import dev.meerkat.ConnectionState;
import dev.meerkat.internal.driver.DriverClient;
import dev.meerkat.internal.gate.Gate;
import dev.meerkat.internal.gate.GatePolicy;
import dev.meerkat.internal.gate.Generation;
import dev.meerkat.internal.managed.ManagedClient;
import dev.meerkat.internal.managed.ManagedSettings;
import dev.meerkat.internal.time.TimeSource;
import dev.meerkat.options.ConnectionOptions;
import java.time.Duration;
import java.util.Random;

/** The managed client taken apart: each piece alone around or inside a client of the driver's. */
final class Pieces {
    private static final int MANY = 10_000;

    private Pieces() {}

    /** A client of the driver's that Meerkat listens to and counts the pool of, used directly. */
    static MongoClient listened(ConnectionOptions options) {
        return DriverClient.create(options, TimeSource.SYSTEM, new Random(1), () -> {}, host -> {})
                .generation()
                .client();
    }

    /** Gate and delegation around a client that nobody listens to. */
    static MongoClient gated(MongoClient client) {
        GatePolicy policy = new GatePolicy(true, Duration.ofSeconds(10), MANY);
        Gate gate = new Gate("pieces", TimeSource.SYSTEM, policy, preference -> false);
        gate.set(ConnectionState.CONNECTED, new Generation(client), null);
        return ManagedClient.create("pieces", gate, new Settings());
    }

    private static final class Settings implements ManagedSettings {
        private final MongoClientSettings defaults =
                MongoClientSettings.builder().build();

        @Override
        public MongoClientSettings client() {
            return defaults;
        }

        @Override
        public ClusterDescription clusterDescription() {
            throw new UnsupportedOperationException("nobody asks here");
        }

        @Override
        public void close() {}
    }
}
