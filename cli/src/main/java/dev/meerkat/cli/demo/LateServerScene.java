package dev.meerkat.cli.demo;

import dev.meerkat.Connection;
import dev.meerkat.cli.io.Words;
import dev.meerkat.event.ConnectAttemptFailed;
import dev.meerkat.event.Opened;
import dev.meerkat.lab.EmbeddedServer;
import dev.meerkat.options.ConnectionOptions;
import dev.meerkat.options.RetryPolicy;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.bson.Document;

/** A first connect that fails and is retried until the server is there; an insert waits for it. */
final class LateServerScene {
    private final Stage stage;

    LateServerScene(Stage stage) {
        this.stage = stage;
    }

    void play() {
        stage.scene("A first connect that fails, and is retried");
        stage.narrator().say("nothing listens yet on this port; an insert is issued all the same");
        stage.narrator().code("late = Meerkat.createConnection(\"late\", uri, retryEach500ms);");
        try (EmbeddedServer server = EmbeddedServer.start()) {
            server.kill();
            ConnectionOptions options = ConnectionOptions.builder()
                    .retry(RetryPolicy.fixed(stage.tempo().of(Duration.ofMillis(500))))
                    .serverSelectionTimeout(stage.tempo().of(Duration.ofSeconds(1)))
                    .signals(false)
                    .build();
            Connection late = stage.registry().connection("late");
            Audience audience = Audience.of(late, stage.narrator()::event);
            stage.registry().createConnection("late", server.uri(), options);
            CompletableFuture<Duration> insert = CompletableFuture.supplyAsync(() -> insert(late));
            stage.await(audience, ConnectAttemptFailed.class, 2);
            stage.narrator().say("now the server starts");
            server.restart();
            stage.await(audience, Opened.class, 1);
            judge(audience, insert);
            audience.leave();
            stage.registry().remove("late");
        }
    }

    private static Duration insert(Connection late) {
        long begun = System.nanoTime();
        late.database().getCollection("early").insertOne(new Document("patient", true));
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    private void judge(Audience audience, CompletableFuture<Duration> insert) {
        long failures = audience.count(ConnectAttemptFailed.class);
        boolean held = false;
        String figures = Words.count(failures, "failure");
        try {
            Duration waited = insert.join();
            stage.narrator().say("the insert waited " + Words.duration(waited) + " at the gate and succeeded");
            held = failures >= 2;
            figures += ", insert in " + Words.duration(waited);
        } catch (CompletionException failed) {
            stage.narrator().say("the insert failed: " + failed.getCause());
        }
        stage.checks().note("retries a first connect", held, figures);
    }
}
