package dev.meerkat.cli.demo;

import dev.meerkat.Connection;
import dev.meerkat.ConnectionRegistry;
import dev.meerkat.ConnectionStatus;
import dev.meerkat.cli.io.StatusWords;
import dev.meerkat.cli.load.RestartGuard;
import dev.meerkat.cli.run.Opening;
import dev.meerkat.options.ConnectionOptions;
import dev.meerkat.options.OptionSources;
import dev.meerkat.stats.PoolFigures;
import java.time.Duration;

/** The first scene: connects by options and shows the pool. */
final class ConnectScene {
    static final int MAX_POOL = 10;
    private static final int MIN_POOL = 2;

    /** Enough for the drain that is shown; who ends the demo during the outage waits no longer than that. */
    private static final Duration GRACE = Duration.ofSeconds(3);

    private final Stage stage;

    ConnectScene(Stage stage) {
        this.stage = stage;
    }

    /** The options of the code that is shown. */
    static ConnectionOptions options(String uri, OptionSources sources) {
        ConnectionOptions shown = ConnectionOptions.builder()
                .uri(uri)
                .maxPoolSize(MAX_POOL)
                .minPoolSize(MIN_POOL)
                .closeGrace(GRACE)
                .signals(false)
                .build();
        return RestartGuard.over(sources.resolve(ConnectionRegistry.DEFAULT, shown));
    }

    /** Returns how the connect went. */
    Opening.Result play(Connection connection, ConnectionOptions options, boolean own) {
        Narrator narrator = stage.narrator();
        stage.scene("Connect by options");
        narrator.say(own ? "a server has been started inside this process" : "on the deployment given with --uri");
        narrator.code("db = Meerkat.connect(uri, o -> o.maxPoolSize(10).minPoolSize(2));");
        narrator.say("readyState " + connection.readyState().code() + " before");
        Opening opening = Opening.begin(stage.registry(), options, stage.stop());
        if (opening.awaitOpened()) {
            look(connection);
        }
        return opening.result();
    }

    private void look(Connection connection) {
        Narrator narrator = stage.narrator();
        stage.pause(Duration.ofSeconds(1));
        ConnectionStatus status = connection.status();
        narrator.code("db.status();   // from memory: no network, never waits");
        narrator.say(status.topology()
                + status.primary().map(primary -> ", primary " + primary).orElse("") + ", "
                + StatusWords.pools(status) + ", at most " + MAX_POOL);
        stage.checks()
                .note(
                        "connects by options",
                        status.writable(),
                        "readyState " + status.readyState().code() + ", a pool of "
                                + status.pools().stream()
                                        .mapToInt(PoolFigures::size)
                                        .sum());
    }
}
