package dev.meerkat.cli.demo;

import dev.meerkat.cli.io.Streams;
import dev.meerkat.cli.run.CommonArguments;
import dev.meerkat.cli.run.DashboardArguments;
import dev.meerkat.cli.run.ExitCode;
import dev.meerkat.cli.run.Stop;
import dev.meerkat.cli.run.UsageException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tells in half a minute what a connection of Meerkat does, on a server inside this process or on one of the user's. */
@Command(
        name = "demo",
        description =
                "Shows in about half a minute how a connection opens, is used, is lost, recovers and drains, on a server inside this"
                        + " process. Needs nothing else.",
        footer = {
            "",
            "With --uri it plays on that deployment: no server of it is killed, and what is written goes into collections of its own, which are"
                    + " removed at the end.",
            "",
            "Exit codes: 0 every promise held; 3 one did not; 4 no connection; 5 documents lost or duplicated; 130, 143 after SIGINT, SIGTERM.",
            "",
            "Examples:",
            "  meerkat demo",
            "  meerkat demo --uri mongodb://localhost:27017"
        })
public final class DemoCommand implements Callable<Integer> {
    private final Streams streams;

    @Mixin
    private final DashboardArguments dashboard = new DashboardArguments();

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli fills it and acts on it
    private final CommonArguments common = new CommonArguments();

    @Option(
            names = "--uri",
            paramLabel = "URI",
            description = "Plays on this deployment in place of the server inside this process.")
    private @Nullable String uri;

    @Option(names = "--fast", description = "The same story in a third of the time.")
    private boolean fast;

    @Option(names = "--keep", description = "With --dashboard: serves the page after the end too, until signalled.")
    private boolean keep;

    /** A command that writes on {@code streams}. */
    public DemoCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() {
        Stop stop = Stop.onSignals();
        if (keep && !dashboard.wanted()) {
            throw new UsageException(
                    "--keep keeps a dashboard, and none is wanted", "add --dashboard 8080, or leave it out");
        }
        Play play = new Play(streams, Optional.ofNullable(uri), fast ? Tempo.FAST : Tempo.READING, stop);
        return dashboard.serve(play.registry(), streams, () -> {
            int code = play.perform();
            if (keep) {
                streams.note("the dashboard stays until Ctrl-C");
                stop.await();
            }
            return ExitCode.after(stop.signal(), code);
        });
    }
}
