package dev.meerkat.benchmarks.paired;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.meerkat.Connection;
import dev.meerkat.ConnectionRegistry;
import dev.meerkat.options.ConnectionOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The driver's own clients and a managed one with the same settings on the same server. Thread safety: none. */
public final class Clients implements AutoCloseable {
    /** Where everything happens. */
    public static final String DATABASE = "benchmark";

    /**
     * The production options' socketTimeout. A socket that was once read with a time limit is read with two more system calls ever after, with or
     * without one, and Meerkat proves a connection within a limit: without this, the raw driver's socket is of another kind.
     */
    private static final Duration SOCKET_TIMEOUT =
            ConnectionOptions.production().socketTimeout();

    private static final int POOL = 10;

    private final String uri;
    private final ConnectionOptions options;
    private final ConnectionRegistry registry = new ConnectionRegistry();
    private final List<MongoClient> drivers = new ArrayList<>();

    /** Connects the managed one; all have the production options' {@code socketTimeout}. */
    public Clients(String uri) {
        this(uri, SOCKET_TIMEOUT);
    }

    /** Connects the managed one; all have this {@code socketTimeout}, zero for none. */
    Clients(String uri, Duration socketTimeout) {
        this.uri = uri;
        this.options = ConnectionOptions.builder()
                .uri(uri)
                .database(DATABASE)
                .maxPoolSize(POOL)
                .socketTimeout(socketTimeout)
                .build();
        registry.connect(options);
    }

    /** One more of the driver's own. */
    public MongoClient driver() {
        MongoClient client = MongoClients.create(MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(uri))
                .applyToConnectionPoolSettings(pool -> pool.maxSize(POOL)
                        .maxConnectionIdleTime(options.maxIdleTime().toMillis(), TimeUnit.MILLISECONDS)
                        .maxWaitTime(options.waitQueueTimeout().toMillis(), TimeUnit.MILLISECONDS))
                .applyToSocketSettings(socket -> socket.readTimeout(
                        Math.toIntExact(options.socketTimeout().toMillis()), TimeUnit.MILLISECONDS))
                .build());
        drivers.add(client);
        return client;
    }

    /** The options of the managed one. */
    public ConnectionOptions options() {
        return options;
    }

    /** The managed connection. */
    public Connection managed() {
        return registry.connection();
    }

    @Override
    public void close() {
        registry.close();
        drivers.forEach(MongoClient::close);
    }
}
