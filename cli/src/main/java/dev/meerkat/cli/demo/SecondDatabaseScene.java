package dev.meerkat.cli.demo;

import com.mongodb.MongoException;
import dev.meerkat.Connection;
import dev.meerkat.cli.io.StatusWords;
import dev.meerkat.diagnosis.Diagnosis;
import dev.meerkat.lab.EmbeddedServer;
import dev.meerkat.options.ConnectionOptions;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;

/** A second, named connection with a pool of its own; and a model on each. */
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
        stage.narrator().code("Meerkat.model(\"User\", User.class);  audit.model(\"Entry\", schema);");
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
        DemoModels models = DemoModels.on(first, audit);
        long written = write(audit, models);
        audience.leave();
        String users = tryUsers(models);
        stage.narrator().say("default  " + StatusWords.pools(first.status()) + "; " + users);
        stage.narrator()
                .say("audit    " + StatusWords.pools(audit.status()) + "; entries: " + written + " by " + THREADS
                        + " threads");
        stage.checks()
                .note(
                        "a second database has its own pool",
                        written == DOCUMENTS && first.status().writable(),
                        written + " documents in audit");
        boolean refused = users.equals(DemoModels.ONE_OF_TWO);
        stage.checks().note("models check what is written", refused, refused ? "1 stored, 1 refused" : users);
        stage.registry().remove("audit");
    }

    private long write(Connection audit, DemoModels models) {
        try {
            audit.awaitConnected(PATIENCE);
            CompletableFuture.allOf(IntStream.range(0, THREADS)
                            .mapToObj(thread -> CompletableFuture.runAsync(
                                    () -> models.enter(DOCUMENTS / THREADS), task -> new Thread(task).start()))
                            .toArray(CompletableFuture<?>[]::new))
                    .join();
            return models.entered();
        } catch (CompletionException failed) {
            return refused(failed.getCause() == null ? failed : failed.getCause());
        } catch (MongoException failed) {
            return refused(failed);
        }
    }

    private String tryUsers(DemoModels models) {
        try {
            return models.tryUsers();
        } catch (MongoException failed) {
            return Diagnosis.of(failed).toString();
        }
    }

    private long refused(Throwable failure) {
        stage.narrator().say(Diagnosis.of(failure).toString());
        return 0;
    }
}
