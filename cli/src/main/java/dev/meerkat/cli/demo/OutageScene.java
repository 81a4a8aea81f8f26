package dev.meerkat.cli.demo;

import dev.meerkat.Connection;
import dev.meerkat.cli.io.Words;
import dev.meerkat.cli.load.Workload;
import dev.meerkat.event.Disconnected;
import dev.meerkat.event.Opened;
import dev.meerkat.lab.EmbeddedServer;
import java.time.Duration;
import java.util.Optional;

/** The server dies under the work and comes back; the work waits and goes on. */
final class OutageScene {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final int DOWN_SECONDS = 3;
    private static final int AFTER_SECONDS = 2;

    private final Stage stage;

    OutageScene(Stage stage) {
        this.stage = stage;
    }

    void play(Connection connection, Audience audience, Workload workload, Optional<EmbeddedServer> server) {
        stage.narrator().scene("The server dies and returns");
        if (server.isEmpty()) {
            stage.narrator()
                    .say(
                            "left out: this is your deployment, and the demo kills no server of it. Kill one now if you like");
            stage.observe(connection, workload, DOWN_SECONDS);
            return;
        }
        down(connection, audience, workload, server.get());
        up(connection, audience, workload, server.get());
    }

    private void down(Connection connection, Audience audience, Workload workload, EmbeddedServer server) {
        stage.narrator().say("the server is killed, the work is not told");
        server.kill();
        boolean told = audience.await(Disconnected.class, 1, PATIENCE);
        stage.checks().note("tells an outage with its cause", told, told ? "Disconnected" : "no event in time");
        stage.observe(connection, workload, DOWN_SECONDS);
    }

    private void up(Connection connection, Audience audience, Workload workload, EmbeddedServer server) {
        stage.narrator().say("the server returns");
        long returned = System.nanoTime();
        server.restart();
        boolean back = audience.await(Opened.class, 2, PATIENCE);
        Duration took = Duration.ofNanos(System.nanoTime() - returned);
        stage.checks()
                .note("recovers by itself", back, back ? Words.duration(took) + " after the server" : "not in time");
        stage.observe(connection, workload, AFTER_SECONDS);
        stage.narrator()
                .say("longest time without an acknowledged write: " + Words.duration(workload.longestGap())
                        + "; whoever waited at the gate went on");
    }
}
