package dev.meerkat.cli.demo;

import dev.meerkat.Connection;
import dev.meerkat.ConnectionRegistry;
import dev.meerkat.ConnectionStatus;
import dev.meerkat.cli.io.Words;
import dev.meerkat.cli.load.Workload;
import dev.meerkat.cli.run.Stop;
import dev.meerkat.stats.PoolFigures;
import java.time.Duration;
import java.util.stream.Collectors;

/**
 * What every scene plays with.
 *
 * @param narrator the voice
 * @param checks what was promised
 * @param registry the connections
 * @param stop asked for by SIGINT and SIGTERM
 */
record Stage(Narrator narrator, Checks checks, ConnectionRegistry registry, Stop stop) {
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration BETWEEN = Duration.ofMillis(800);

    /** Opens a scene, after a moment to read the last one. */
    void scene(String title) {
        if (narrator.begun()) {
            pause(BETWEEN);
        }
        narrator.scene(title);
    }

    /** Lets time pass. */
    void pause(Duration time) {
        if (stop.await(time)) {
            throw new Curtain();
        }
    }

    /** Lets some seconds pass and tells at each how the connection and the work on it are. */
    void observe(Connection connection, Workload workload, int seconds) {
        for (int second = 0; second < seconds; second++) {
            pause(TICK);
            narrator.say(figures(connection.status(), workload));
        }
    }

    private String figures(ConnectionStatus status, Workload workload) {
        String state = "readyState " + status.readyState().code();
        return narrator.paint().in(status.state(), state) + "  "
                + Words.count(workload.writes().acknowledged(), "write") + "  " + pools(status) + "  gate "
                + status.inFlight() + " in flight, " + status.waiting() + " waiting";
    }

    /** The connection's pools in words. */
    static String pools(ConnectionStatus status) {
        return status.pools().isEmpty()
                ? "no pool"
                : status.pools().stream().map(Stage::pool).collect(Collectors.joining("; "));
    }

    private static String pool(PoolFigures pool) {
        return "pool " + pool.size() + " open, " + pool.inUse() + " in use, " + pool.waiting() + " waiting";
    }

    /** Ends the demo early: a signal came. */
    static final class Curtain extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Curtain() {
            super("the demo was ended by a signal");
        }
    }
}
