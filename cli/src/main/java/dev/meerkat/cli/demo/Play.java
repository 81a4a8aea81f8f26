package dev.meerkat.cli.demo;

import dev.meerkat.Connection;
import dev.meerkat.ConnectionRegistry;
import dev.meerkat.cli.io.Streams;
import dev.meerkat.cli.load.Ledger;
import dev.meerkat.cli.load.Workload;
import dev.meerkat.cli.run.ExitCode;
import dev.meerkat.cli.run.Stop;
import dev.meerkat.lab.EmbeddedServer;
import dev.meerkat.stats.DrainReport;
import java.util.Optional;

/** The demo from the first scene to the summary. */
final class Play {
    private final Stage stage;

    Play(Streams streams, Stop stop) {
        this.stage = new Stage(new Narrator(streams), new Checks(), new ConnectionRegistry(), stop);
    }

    /** Plays on the user's deployment, or on a server of its own; returns the exit code. */
    int perform(Optional<String> uri) {
        stage.narrator()
                .plain(stage.narrator().paint().strong("Meerkat: a MongoDB connection that stands guard")
                        + "   about 30 seconds; * marks an event");
        try {
            if (uri.isPresent()) {
                return scenes(uri.get(), Optional.empty());
            }
            try (EmbeddedServer server = EmbeddedServer.start()) {
                return scenes(server.uri(), Optional.of(server));
            }
        } catch (Stage.Curtain ended) {
            stage.narrator().say("ended by a signal: the connections are closed");
            return ExitCode.OK;
        } finally {
            stage.registry().close();
        }
    }

    private int scenes(String uri, Optional<EmbeddedServer> server) {
        Connection connection = stage.registry().connection();
        Audience audience = Audience.of(connection, stage.narrator()::event);
        new ConnectScene(stage).play(uri, server.isPresent());
        Workload workload = new WorkScene(stage).play(connection);
        new OutageScene(stage).play(connection, audience, workload, server);
        new SecondDatabaseScene(stage).play(connection, uri, server.isPresent());
        new LateServerScene(stage).play();
        new SignalScene(stage).play(uri);
        DrainReport drain = new DrainScene(stage).play(connection, workload);
        Ledger ledger = new SumScene(stage).play(connection, workload, server.isEmpty());
        return new Summary(stage).tell(workload, ledger, drain);
    }
}
