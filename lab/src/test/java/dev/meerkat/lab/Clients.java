package dev.meerkat.lab;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.awaitility.Awaitility.await;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.event.ServerDescriptionChangedEvent;
import com.mongodb.event.ServerListener;
import java.util.concurrent.CompletableFuture;
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

    /** For what will never be found: gives up soon. */
    static MongoClient hopeless(String uri) {
        return with(
                uri,
                settings ->
                        settings.applyToClusterSettings(cluster -> cluster.serverSelectionTimeout(400, MILLISECONDS)));
    }

    static MongoClient impatient(String uri) {
        return with(uri, Clients::shortenPatience);
    }

    static MongoClient tls(String uri, SSLContext context) {
        return with(
                uri,
                settings -> settings.applyToSslSettings(ssl -> ssl.enabled(true).context(context)));
    }

    /** What the driver's monitor meets on its first try, as soon as it does. */
    static Throwable firstFailure(String uri, Consumer<MongoClientSettings.Builder> more) {
        CompletableFuture<Throwable> failure = new CompletableFuture<>();
        ServerListener listener = new ServerListener() {
            @Override
            public void serverDescriptionChanged(ServerDescriptionChangedEvent event) {
                Throwable met = event.getNewDescription().getException();
                if (met != null) {
                    failure.complete(met);
                }
            }
        };
        Consumer<MongoClientSettings.Builder> watched = settings -> {
            shortenPatience(settings).applyToServerSettings(server -> server.addServerListener(listener));
            more.accept(settings);
        };
        MongoClient client = with(uri, watched);
        try {
            return failure.orTimeout(PATIENCE, MILLISECONDS).join();
        } finally {
            client.close();
        }
    }

    static Throwable firstTlsFailure(String uri, SSLContext context) {
        return firstFailure(
                uri,
                settings -> settings.applyToSslSettings(ssl -> ssl.enabled(true).context(context)));
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

    /** Waits until it answers; right after an outage the driver may still fail an operation for the outage's sake. */
    static void awaitPing(MongoClient client) {
        await().ignoreExceptions().until(() -> ping(client).containsKey("ok"));
    }

    static MongoCollection<Document> things(MongoClient client) {
        return client.getDatabase("lab").getCollection("things");
    }
}
