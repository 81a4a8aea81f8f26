package dev.meerkat.benchmarks.paired;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.meerkat.Connection;
import dev.meerkat.ConnectionRegistry;
import dev.meerkat.options.ConnectionOptions;
import java.util.concurrent.TimeUnit;

/** Two raw clients and a managed one with the same settings on the same server. */
final class Clients implements AutoCloseable {
    private static final int POOL = 10;

    private final ConnectionRegistry registry = new ConnectionRegistry();
    private final MongoClient raw;
    private final MongoClient control;
    private final Connection connection;

    Clients(String uri) {
        ConnectionOptions options =
                ConnectionOptions.builder().uri(uri).maxPoolSize(POOL).build();
        raw = driver(uri, options);
        control = driver(uri, options);
        connection = registry.connect(options);
    }

    private static MongoClient driver(String uri, ConnectionOptions options) {
        return MongoClients.create(MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(uri))
                .applyToConnectionPoolSettings(pool -> pool.maxSize(POOL)
                        .maxConnectionIdleTime(options.maxIdleTime().toMillis(), TimeUnit.MILLISECONDS)
                        .maxWaitTime(options.waitQueueTimeout().toMillis(), TimeUnit.MILLISECONDS))
                .build());
    }

    /** The driver's own client. */
    MongoClient raw() {
        return raw;
    }

    /** A second one: what differs between the two is noise. */
    MongoClient control() {
        return control;
    }

    /** The managed client. */
    MongoClient managed() {
        return connection.client();
    }

    /** The connection of the managed client. */
    Connection connection() {
        return connection;
    }

    @Override
    public void close() {
        registry.close();
        control.close();
        raw.close();
    }
}
