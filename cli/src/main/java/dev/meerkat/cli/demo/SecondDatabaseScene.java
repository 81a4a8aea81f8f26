package dev.meerkat.cli.demo;

import dev.meerkat.Connection;
import dev.meerkat.error.MeerkatException;
import dev.meerkat.lab.EmbeddedServer;
import dev.meerkat.options.ConnectionOptions;
import java.time.Duration;
import java.util.stream.IntStream;
import org.bson.Document;

/** A second, named connection with a pool of its own. */
final class SecondDatabaseScene {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final int DOCUMENTS = 300;

    private final Stage stage;

    SecondDatabaseScene(Stage stage) {
        this.stage = stage;
    }

    void play(Connection first, String uri, boolean own) {
        stage.narrator().scene("A second database with its own pool");
        stage.narrator()
                .code("audit = Meerkat.createConnection(\"audit\", uri, options);   // maxPoolSize 3; returns at once");
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
                .maxPoolSize(3)
                .signals(false)
                .set("database", "meerkat_demo_audit")
                .build();
        Connection audit = stage.registry().connection("audit");
        Audience.of(audit, stage.narrator()::event);
        stage.registry().createConnection("audit", uri, options);
        long written = write(audit);
        stage.narrator().say("default  " + Stage.pools(first.status()));
        stage.narrator().say("audit    " + Stage.pools(audit.status()) + "   " + written + " documents");
        stage.checks()
                .note(
                        "a second database has its own pool",
                        written == DOCUMENTS && first.status().writable(),
                        written + " documents in audit");
        stage.registry().remove("audit");
    }

    private static long write(Connection audit) {
        try {
            audit.awaitConnected(PATIENCE);
        } catch (MeerkatException unavailable) {
            return 0;
        }
        var entries = audit.database().getCollection("entries_" + Long.toHexString(System.nanoTime()));
        IntStream.range(0, DOCUMENTS).parallel().forEach(number -> entries.insertOne(new Document("number", number)));
        long written = entries.countDocuments();
        entries.drop();
        return written;
    }
}
