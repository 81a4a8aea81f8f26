package dev.meerkat.cli.demo;

import dev.meerkat.Connection;
import dev.meerkat.ConnectionRegistry;
import dev.meerkat.ConnectionStatus;
import dev.meerkat.cli.io.StatusWords;
import dev.meerkat.cli.io.Words;
import dev.meerkat.cli.load.Workload;
import dev.meerkat.cli.run.Stop;
import dev.meerkat.event.ConnectionEvent;
import java.time.Duration;

/**
 * What every scene plays with.
 *
 * @param narrator the voice
 * @param checks what was promised
 * @param registry the connections
 * @param tempo how long to linger
 * @param stop asked for by SIGINT and SIGTERM
 */
record Stage(Narrator narrator, Checks checks, ConnectionRegistry registry, Tempo tempo, Stop stop) {
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration BETWEEN = Duration.ofMillis(800);
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration LOOK = Duration.ofMillis(100);

    /** Opens a scene, after a moment to read the last one. */
    void scene(String title) {
        if (narrator.begun()) {
            pause(BETWEEN);
        }
        narrator.scene(title);
    }

    /** Lets time pass. */
    void pause(Duration time) {
        if (stop.await(tempo.of(time))) {
            throw new Curtain();
        }
    }

    /** Waits until so many events of that type were heard in all; false when patience is over before. */
    boolean await(Audience audience, Class<? extends ConnectionEvent> type, long count) {
        for (long left = PATIENCE.dividedBy(LOOK); left > 0; left--) {
            if (audience.await(type, count, LOOK)) {
                return true;
            }
            if (stop.requested()) {
                throw new Curtain();
            }
        }
        return false;
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
                + Words.count(workload.writes().acknowledged(), "write") + "  " + StatusWords.pools(status) + "  "
                + status.inFlight() + " in flight, " + status.waiting() + " waiting";
    }

    /** Ends the demo early: a signal came, or nobody reads any more. */
    static final class Curtain extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Curtain() {
            super("the demo was ended early");
        }
    }
}
