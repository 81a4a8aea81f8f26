package dev.meerkat.cli.demo;

import dev.meerkat.Connection;
import dev.meerkat.ConnectionRegistry;
import dev.meerkat.cli.io.Streams;
import dev.meerkat.cli.load.Ledger;
import dev.meerkat.cli.load.Workload;
import dev.meerkat.cli.run.ExitCode;
import dev.meerkat.cli.run.Opening;
import dev.meerkat.cli.run.StandardOutput;
import dev.meerkat.cli.run.Stop;
import dev.meerkat.lab.EmbeddedServer;
import dev.meerkat.options.ConnectionOptions;
import dev.meerkat.options.OptionSources;
import java.util.Optional;

/** The demo from the first scene to the summary. */
final class Play {
    /** What an application's configuration says is not meant for the demo's own servers. */
    private final Streams streams;

    private final Optional<String> uri;
    private final OptionSources sources;
    private final Stage stage;

    /** A play on the user's deployment, or on a server of its own. */
    Play(Streams streams, Optional<String> uri, Tempo tempo, Stop stop) {
        this.streams = streams;
        this.uri = uri;
        this.sources = uri.isPresent() ? OptionSources.system() : OptionSources.none();
        this.stage = new Stage(new Narrator(streams, stop), new Checks(), new ConnectionRegistry(sources), tempo, stop);
    }

    /** The connections of the play. */
    ConnectionRegistry registry() {
        return stage.registry();
    }

    /** Plays; returns the exit code. */
    int perform() {
        if (uri.isPresent()) {
            return perform(uri.get(), Optional.empty());
        }
        try (EmbeddedServer server = EmbeddedServer.start()) {
            return perform(server.uri(), Optional.of(server));
        }
    }

    /** The connections close before their server does, so that their work can end. */
    private int perform(String address, Optional<EmbeddedServer> server) {
        ConnectionOptions options = ConnectScene.options(address, sources);
        stage.narrator()
                .plain(stage.narrator().paint().strong("Meerkat: a MongoDB connection that stands guard")
                        + "   (30 seconds; * is an event)");
        try (Strip strip = Strip.of(stage.registry().connection(), Streams.draws())) {
            return scenes(options, address, server, strip);
        } catch (Stage.Curtain ended) {
            stage.narrator().say("ended by a signal; the connections are being closed");
            return streams.unwritten() ? StandardOutput.end(streams) : ExitCode.OK;
        } finally {
            stage.registry().close();
        }
    }

    private int scenes(ConnectionOptions options, String address, Optional<EmbeddedServer> server, Strip strip) {
        Connection connection = stage.registry().connection();
        Audience audience = Audience.of(connection, stage.narrator()::event);
        Opening.Result opened = new ConnectScene(stage).play(connection, options, server.isPresent());
        if (stage.stop().signal().isPresent() || streams.unwritten()) {
            throw new Stage.Curtain();
        }
        if (opened.code() != ExitCode.OK) {
            opened.failure().ifPresent(streams::error);
            return opened.code();
        }
        Workload workload = new WorkScene(stage).play(connection, strip);
        new OutageScene(stage).play(connection, audience, workload, server);
        new SecondDatabaseScene(stage).play(connection, address, server.isPresent());
        new ElectionScene(stage).play();
        new LateServerScene(stage).play();
        new SignalScene(stage).play(address, server.isPresent());
        new DrainScene(stage).play(connection, workload);
        Ledger ledger = new SumScene(stage).play(connection, audience, workload, server.isEmpty());
        return new Summary(stage).tell(strip, workload, ledger);
    }
}
