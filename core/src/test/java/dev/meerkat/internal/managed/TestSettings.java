package dev.meerkat.internal.managed;

import com.mongodb.MongoClientSettings;
import com.mongodb.connection.ClusterConnectionMode;
import com.mongodb.connection.ClusterDescription;
import com.mongodb.connection.ClusterType;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Settings of a connection that counts how often it was closed. */
final class TestSettings implements ManagedSettings {
    static final ClusterDescription NOTHING_KNOWN =
            new ClusterDescription(ClusterConnectionMode.SINGLE, ClusterType.UNKNOWN, List.of());

    final AtomicInteger closed = new AtomicInteger();
    private final MongoClientSettings client;
    private final FailureHook failures;

    TestSettings() {
        this(MongoClientSettings.builder().build(), FailureHook.UNCHANGED);
    }

    TestSettings(MongoClientSettings client, FailureHook failures) {
        this.client = client;
        this.failures = failures;
    }

    @Override
    public MongoClientSettings client() {
        return client;
    }

    @Override
    public ClusterDescription clusterDescription() {
        return NOTHING_KNOWN;
    }

    @Override
    public void close() {
        closed.incrementAndGet();
    }

    @Override
    public FailureHook failures() {
        return failures;
    }
}
