package dev.meerkat.cli.demo;

import dev.meerkat.Connection;
import dev.meerkat.cli.io.Words;
import dev.meerkat.cli.load.Workload;
import dev.meerkat.cli.run.Stop;

/** The second scene: several threads write and read through one managed client. */
final class WorkScene {
    private static final int THREADS = 8;
    private static final int PER_SECOND = 500;
    private static final int SECONDS = 4;

    private final Stage stage;

    WorkScene(Stage stage) {
        this.stage = stage;
    }

    /** Returns the work, which goes on. */
    Workload play(Connection connection, Strip strip) {
        stage.scene("Work, by " + THREADS + " threads");
        stage.narrator().code("MongoClient client = db.client();   // the official driver's own API");
        Workload workload = Workload.start(connection, THREADS, PER_SECOND, new Stop());
        strip.watch(workload);
        stage.observe(connection, workload, SECONDS);
        long writes = workload.writes().acknowledged();
        stage.checks()
                .note("several threads share its pool", writes > 0, Words.count(writes, "write") + " acknowledged");
        return workload;
    }
}
