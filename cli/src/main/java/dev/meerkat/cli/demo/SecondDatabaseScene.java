package dev.meerkat.cli.demo;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import dev.meerkat.Connection;
import dev.meerkat.cli.io.StatusWords;
import dev.meerkat.diagnosis.Diagnosis;
import dev.meerkat.lab.EmbeddedServer;
import dev.meerkat.options.ConnectionOptions;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.bson.Document;

/** A second, named connection with a pool of its own. */
final class SecondDatabaseScene {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final int THREADS = 6;
    private static final int DOCUMENTS = 300;
    private static final int POOL = 3;

    private final Stage stage;

    SecondDatabaseScene(Stage stage) {
        this.stage = stage;
    }

    void play(Connection first, String uri, boolean own) {
        stage.scene("A second database with its own pool");
        stage.narrator().code("audit = Meerkat.createConnection(\"audit\", uri, poolOf3);   // at once");
        if (!own) {
            play(first, uri);
            return;
        }
        try (EmbeddedServer server = EmbeddedServer.start()) {
            play(first, server.uri());
        }
    }

    private void play(Connection first, String uri) {
        ConnectionOptions options = ConnectionOptions.builder()
                .maxPoolSize(POOL)
                .signals(false)
                .set("database", "meerkat_demo_audit")
                .build();
        Connection audit = stage.registry().connection("audit");
        Audience audience = Audience.of(audit, stage.narrator()::event);
        stage.registry().createConnection("audit", uri, options);
        long written = write(audit);
        audience.leave();
        stage.narrator().say("default  " + StatusWords.pools(first.status()));
        stage.narrator()
                .say("audit    " + StatusWords.pools(audit.status()) + "; " + written + " documents by " + THREADS
                        + " threads");
        stage.checks()
                .note(
                        "a second database has its own pool",
                        written == DOCUMENTS && first.status().writable(),
                        written + " documents in audit");
        stage.registry().remove("audit");
    }

    private long write(Connection audit) {
        String name = "entries_" + Long.toHexString(System.nanoTime());
        try {
            audit.awaitConnected(PATIENCE);
            MongoCollection<Document> entries = audit.database().getCollection(name);
            CompletableFuture.allOf(IntStream.range(0, THREADS)
                            .mapToObj(thread ->
                                    CompletableFuture.runAsync(() -> insert(entries), task -> new Thread(task).start()))
                            .toArray(CompletableFuture<?>[]::new))
                    .join();
            long written = entries.countDocuments();
            entries.drop();
            return written;
        } catch (CompletionException failed) {
            return refused(failed.getCause() == null ? failed : failed.getCause());
        } catch (MongoException failed) {
            return refused(failed);
        }
    }

    private long refused(Throwable failure) {
        stage.narrator().say(Diagnosis.of(failure).toString());
        return 0;
    }

    private static void insert(MongoCollection<Document> entries) {
        for (int number = 0; number < DOCUMENTS / THREADS; number++) {
            entries.insertOne(new Document("number", number));
        }
    }
}
