package dev.meerkat.cli.demo;

import dev.meerkat.Connection;
import dev.meerkat.ConnectionStatus;
import java.time.Duration;

/** The first scene: connects by options and shows the pool. */
final class ConnectScene {
    static final int MAX_POOL = 10;
    private static final int MIN_POOL = 2;

    private final Stage stage;

    ConnectScene(Stage stage) {
        this.stage = stage;
    }

    void play(String uri, boolean own) {
        Narrator narrator = stage.narrator();
        narrator.scene("Connect by options");
        narrator.say(own ? "a server starts inside this process" : "on the deployment given with --uri");
        narrator.code("db = Meerkat.connect(uri, o -> o.maxPoolSize(10).minPoolSize(2));");
        narrator.say("readyState " + stage.registry().connection().readyState().code() + " before");
        Connection connection = stage.registry()
                .connect(
                        uri,
                        options -> options.maxPoolSize(MAX_POOL)
                                .minPoolSize(MIN_POOL)
                                .signals(false));
        stage.pause(Duration.ofSeconds(1));
        ConnectionStatus status = connection.status();
        narrator.code("db.status();   // from memory: no network, never waits");
        narrator.say(status.topology() + ", primary " + status.primary().orElse("none") + ", " + Stage.pools(status)
                + " of at most " + MAX_POOL);
        stage.checks()
                .note(
                        "connects by options",
                        status.writable(),
                        "readyState " + status.readyState().code());
    }
}
