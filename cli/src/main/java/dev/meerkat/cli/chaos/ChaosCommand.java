package dev.meerkat.cli.chaos;

import dev.meerkat.ConnectionRegistry;
import dev.meerkat.cli.io.Json;
import dev.meerkat.cli.io.LiveLine;
import dev.meerkat.cli.io.Streams;
import dev.meerkat.cli.run.CommonArguments;
import dev.meerkat.cli.run.DurationReader;
import dev.meerkat.cli.run.ExitCode;
import dev.meerkat.cli.run.Stop;
import dev.meerkat.cli.run.UsageException;
import dev.meerkat.lab.EmbeddedServer;
import dev.meerkat.lab.ExternalServer;
import dev.meerkat.lab.LabServer;
import dev.meerkat.options.OptionSources;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes faults at random from a seed on a scripted set under load, and checks throughout what has to hold whatever happens. */
@Command(
        name = "chaos",
        description =
                "Makes faults at random from a seed on a set of three members of its own, under load, and checks what has to hold whatever"
                        + " happens.",
        footer = {
            "",
            "Faults come in rounds: one to three at once, each healed within 2.5 s. After each round there is a quiet point, where everything has"
                    + " to hold: no acknowledged write is lost and none is there twice; attempted = acknowledged + refused + failed; events have"
                    + " numbers without a gap, in a legal order, with legal states; nothing is in flight, nobody waits; there are no more threads than"
                    + " before, and as many sockets as the pools say; a write is acknowledged soon after the last healing. A write may fail: its"
                    + " end is then known to be unknown.",
            "",
            "The schedule of faults is a function of the seed alone, which is printed first. What is broken is printed with the seed, the"
                    + " schedule so far and the last events. With --json the report is one object on standard output.",
            "",
            "Exit codes: 0 everything held; 3 something else was broken; 5 documents were lost or duplicated; 130, 143 after SIGINT, SIGTERM,"
                    + " which heal and count first, and nothing lost.",
            "",
            "Examples:",
            "  meerkat chaos --for 10m",
            "  meerkat chaos --seed 42 --server external --json"
        })
public final class ChaosCommand implements Callable<Integer> {
    private static final int MOST_THREADS = 100;

    /** Where the set's data are. */
    enum Server {
        /** mongo-java-server in this process. */
        embedded,
        /** A process of its own. */
        external,
        /** External where there is one. */
        auto
    }

    private final Streams streams;

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli fills it and acts on it
    private final CommonArguments common = new CommonArguments();

    @Option(
            names = "--for",
            paramLabel = "DURATION",
            converter = DurationReader.class,
            description = "Begins rounds for so long, at least one with faults: 30s, 10m. Default: 1m.")
    private Duration time = Duration.ofMinutes(1);

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "What the faults are a function of. Default: a random one.")
    private @Nullable Long seed;

    @Option(names = "--threads", paramLabel = "N", description = "Threads that write, 1 to 100. Default: 4.")
    private int threads = 4;

    @Option(
            names = "--server",
            paramLabel = "KIND",
            description =
                    "What stands behind the set: embedded, in this process; external, the program that MEERKAT_SERVER_BINARY or MEERKAT_MONGOD"
                            + " names or scripts/fetch-server.sh has fetched; auto, external where there is one. Default: auto.")
    private Server server = Server.auto;

    @Option(names = "--json", description = "Prints the report as one JSON object.")
    private boolean json;

    /** A command that writes on {@code streams}. */
    public ChaosCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() {
        if (threads < 1 || threads > MOST_THREADS) {
            throw new UsageException("--threads " + threads + " cannot be", "give 1 to " + MOST_THREADS);
        }
        Stop stop = Stop.onSignals();
        long chosen = seed == null ? ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE) : seed;
        // The run is a function of the seed: no environment and no meerkat.properties shall change its connection.
        try (LabServer behind = start();
                Ground ground = new Ground(behind);
                ConnectionRegistry registry = new ConnectionRegistry(OptionSources.none())) {
            streams.note("seed " + chosen + ", a set of " + Ground.MEMBERS + " before the server " + behind.kind());
            LiveLine live = new LiveLine(streams);
            ChaosReport report = new ChaosRun(chosen, threads, ground, registry.connection(), live, stop).run(time);
            print(report);
            return ExitCode.after(stop.signal(), report.exitCode());
        }
    }

    private LabServer start() {
        if (server == Server.external && !ExternalServer.available()) {
            throw new UsageException(
                    "--server external cannot be: there is no such program",
                    "run scripts/fetch-server.sh, or name one in MEERKAT_SERVER_BINARY or MEERKAT_MONGOD");
        }
        return server == Server.embedded || !ExternalServer.available()
                ? EmbeddedServer.start()
                : ExternalServer.builder().syncOnCommit().start();
    }

    private void print(ChaosReport report) {
        if (json) {
            streams.line(Json.line(ChaosJson.of(report)));
        } else {
            ChaosWords.of(report, streams.outPaint()).forEach(streams::line);
        }
    }
}
