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
    private static final int DOWN_SECONDS = 4;
    private static final int AFTER_SECONDS = 3;

    private final Stage stage;

    OutageScene(Stage stage) {
        this.stage = stage;
    }

    void play(Connection connection, Audience audience, Workload workload, Optional<EmbeddedServer> server) {
        stage.scene("The server dies and returns");
        if (server.isEmpty()) {
            stage.narrator().say("left out: the demo kills no server of yours. Kill one now if you like");
            stage.observe(connection, workload, DOWN_SECONDS);
            return;
        }
        down(connection, audience, workload, server.get());
        up(connection, audience, workload, server.get());
    }

    private void down(Connection connection, Audience audience, Workload workload, EmbeddedServer server) {
        stage.narrator().say("the server is killed, the work is not told");
        server.kill();
        boolean told = stage.await(audience, Disconnected.class, 1);
        String cause = connection
                .status()
                .diagnosis()
                .map(known -> known.code() + ", " + known.host().orElse("no host"))
                .orElse("no cause");
        stage.checks().note("tells an outage with its cause", told, told ? cause : "no event in time");
        stage.observe(connection, workload, DOWN_SECONDS);
    }

    private void up(Connection connection, Audience audience, Workload workload, EmbeddedServer server) {
        stage.narrator().say("the server returns");
        long returned = System.nanoTime();
        server.restart();
        boolean back = stage.await(audience, Opened.class, 2);
        Duration took = Duration.ofNanos(System.nanoTime() - returned);
        stage.checks()
                .note("recovers by itself", back, back ? Words.duration(took) + " after the server" : "not in time");
        stage.observe(connection, workload, AFTER_SECONDS);
        stage.narrator().say("longest time without an acknowledged write: " + Words.duration(workload.longestGap()));
    }
}
