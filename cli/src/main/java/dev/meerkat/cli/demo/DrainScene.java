package dev.meerkat.cli.demo;

import com.mongodb.client.MongoCursor;
import dev.meerkat.Connection;
import dev.meerkat.cli.io.Words;
import dev.meerkat.cli.load.Workload;
import dev.meerkat.stats.DrainReport;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.bson.Document;

/** The close in the middle of work: what was admitted finishes, what comes after is refused. */
final class DrainScene {
    private static final int BATCH = 20;
    private static final int READ = 100;
    private static final Duration BETWEEN = Duration.ofMillis(10);

    private final Stage stage;

    DrainScene(Stage stage) {
        this.stage = stage;
    }

    void play(Connection connection, Workload workload) {
        Narrator narrator = stage.narrator();
        stage.scene("Drain");
        narrator.say("the threads still write, somebody reads a cursor; nobody is told");
        CountDownLatch reading = new CountDownLatch(1);
        CompletableFuture<Integer> reader = CompletableFuture.supplyAsync(() -> read(workload, reading));
        awaitReading(reading);
        narrator.code("DrainReport report = db.close();");
        DrainReport report = connection.close();
        int documents = reader.exceptionally(failed -> 0).join();
        stage.pause(Duration.ofMillis(300));
        workload.stop();
        workload.join();
        narrator.say("the cursor was read to its end: " + Words.count(documents, "document"));
        narrator.say(Words.count(workload.writes().refused(), "write") + " tried after the close: refused at once");
        stage.checks()
                .note(
                        "drains: nothing admitted is cut",
                        documents == READ && !report.forced(),
                        Words.shortDrain(report));
    }

    /** Reads slowly, batch by batch. */
    private int read(Workload workload, CountDownLatch reading) {
        int documents = 0;
        try (MongoCursor<Document> cursor =
                workload.collection().find().limit(READ).batchSize(BATCH).cursor()) {
            while (cursor.hasNext() && !stage.stop().await(BETWEEN)) {
                cursor.next();
                documents++;
                reading.countDown();
            }
        } finally {
            reading.countDown();
        }
        return documents;
    }

    private static void awaitReading(CountDownLatch reading) {
        try {
            reading.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
