package dev.meerkat.testkit.internal;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.meerkat.testkit.ClientWatch;
import java.util.List;

/** The injected client of the plain driver. Thread-safe. */
final class DriverClient implements AutoCloseable {
    private final MongoClient client;
    private final SessionWatch sessions;
    private final MongoClient watched;

    DriverClient(String uri, ClientWatch watch) {
        MongoClientSettings.Builder settings =
                MongoClientSettings.builder().applyConnectionString(new ConnectionString(uri));
        watch.accept(settings);
        client = MongoClients.create(settings.build());
        sessions = new SessionWatch(client);
        watched = sessions.watched();
    }

    MongoClient client() {
        return watched;
    }

    List<String> openSessions() {
        return sessions.open();
    }

    @Override
    public void close() {
        client.close();
    }
}
