package dev.meerkat.lab;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import org.bson.Document;

/** The real driver with short patience: what the lab's servers and faults look like to it. */
final class Clients {
    private static final int PATIENCE = 3_000;

    private Clients() {}

    static MongoClient to(String uri) {
        return with(uri, settings -> {});
    }

    static MongoClient impatient(String uri) {
        return with(uri, Clients::shortenPatience);
    }

    static MongoClient impatientTls(String uri, SSLContext context) {
        return with(
                uri,
                settings -> shortenPatience(settings)
                        .applyToSslSettings(ssl -> ssl.enabled(true).context(context)));
    }

    private static MongoClientSettings.Builder shortenPatience(MongoClientSettings.Builder settings) {
        return settings.applyToClusterSettings(cluster -> cluster.serverSelectionTimeout(1_500, MILLISECONDS))
                .applyToSocketSettings(
                        socket -> socket.connectTimeout(300, MILLISECONDS).readTimeout(300, MILLISECONDS));
    }

    static MongoClient with(String uri, Consumer<MongoClientSettings.Builder> more) {
        MongoClientSettings.Builder settings = MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(uri))
                .applyToClusterSettings(cluster -> cluster.serverSelectionTimeout(PATIENCE, MILLISECONDS))
                .applyToSocketSettings(
                        socket -> socket.connectTimeout(1_000, MILLISECONDS).readTimeout(PATIENCE, MILLISECONDS))
                .applyToServerSettings(server -> server.heartbeatFrequency(500, MILLISECONDS));
        more.accept(settings);
        return MongoClients.create(settings.build());
    }

    static <T> T once(String uri, Function<MongoClient, T> use) {
        try (MongoClient client = to(uri)) {
            return use.apply(client);
        }
    }

    /** How many documents {@link #store} left there. */
    static long stored(String uri) {
        try (MongoClient client = to(uri)) {
            return things(client).countDocuments();
        }
    }

    /** Leaves one document there. */
    static void store(String uri) {
        try (MongoClient client = to(uri)) {
            things(client).insertOne(new Document());
        }
    }

    static Document ping(MongoClient client) {
        return client.getDatabase("admin").runCommand(new Document("ping", 1));
    }

    static MongoCollection<Document> things(MongoClient client) {
        return client.getDatabase("lab").getCollection("things");
    }
}
