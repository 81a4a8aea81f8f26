package dev.meerkat.cli.load;

import dev.meerkat.Connection;
import dev.meerkat.ConnectionRegistry;
import dev.meerkat.Subscription;
import dev.meerkat.cli.io.Json;
import dev.meerkat.cli.io.LiveLine;
import dev.meerkat.cli.io.StatusWords;
import dev.meerkat.cli.io.Streams;
import dev.meerkat.cli.run.CommonArguments;
import dev.meerkat.cli.run.ConnectionArguments;
import dev.meerkat.cli.run.DashboardArguments;
import dev.meerkat.cli.run.DurationReader;
import dev.meerkat.cli.run.ExitCode;
import dev.meerkat.cli.run.Opening;
import dev.meerkat.cli.run.Stop;
import dev.meerkat.cli.run.UsageException;
import dev.meerkat.options.ConnectionOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes through a managed client until its time is over or it is signalled, drains, counts, and tells what was lost or duplicated. */
@Command(
        name = "load",
        description =
                "Writes and reads back through a managed client until the end of --for, SIGINT or SIGTERM; then drains, reconnects,"
                        + " counts and tells what was lost or duplicated.",
        footer = {
            "",
            "Each document is inserted as {_id, n: 0}, then updated with {$inc: {n: 1}}, then read back. Writes are what is counted: attempted ="
                    + " acknowledged + refused (never sent) + failed (sent, and nobody knows or the server said no). Lost: an acknowledged insert"
                    + " is not found, or an acknowledged increment left n = 0. Duplicated: n is above the increments tried.",
            "",
            "The driver may retry a write, which is no further try, but not on a server that has restarted in between, unless the URI decides"
                    + " about retryWrites. Each run has a collection of its own in the connection's database. With --json the report is one object on standard output; durations are ISO-8601"
                    + " (PT0.5S).",
            "",
            "Exit codes: 0 all documents are there once; 5 some are lost or duplicated; 4 there was no connection to write or to count with;"
                    + " 3 the sum does not add up; 130, 143 after SIGINT, SIGTERM and nothing wrong.",
            "",
            "Examples:",
            "  meerkat load mongodb://localhost:27017 --for 30s",
            "  MONGO_URI=... meerkat load --threads 50 --option maxPoolSize=10 --json"
        })
public final class LoadCommand implements Callable<Integer> {
    private static final int MOST_THREADS = 1000;
    private static final int MOST_PER_SECOND = 1_000_000;

    private static final Duration REDRAW = Duration.ofMillis(200);

    private final Streams streams;

    @Mixin
    private final ConnectionArguments target = new ConnectionArguments();

    @Mixin
    private final DashboardArguments dashboard = new DashboardArguments();

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli fills it and acts on it
    private final CommonArguments common = new CommonArguments();

    @Option(names = "--threads", paramLabel = "N", description = "Threads that write, 1 to 1000. Default: 4.")
    private int threads = 4;

    @Option(
            names = "--for",
            paramLabel = "DURATION",
            converter = DurationReader.class,
            description = "Writes for so long, counted from the first write: 500ms, 30s, 2m. Default: until signalled.")
    private @Nullable Duration time;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "At most N documents each second, all threads together. Default: no limit.")
    private @Nullable Integer rate;

    @Option(names = "--json", description = "Prints the report as one JSON object.")
    private boolean json;

    @Option(names = "--drop", description = "Removes the run's collection at the end if nothing is wrong.")
    private boolean drop;

    /** A command that writes on {@code streams}. */
    public LoadCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() {
        checkArguments();
        ConnectionOptions options = RestartGuard.over(target.options());
        checkAcknowledged(options);
        Stop stop = Stop.onSignals();
        ConnectionRegistry registry = new ConnectionRegistry();
        return dashboard.serve(registry, streams, () -> load(registry, options, stop));
    }

    private int load(ConnectionRegistry registry, ConnectionOptions options, Stop stop) {
        Connection connection = registry.connection();
        LiveLine live = new LiveLine(streams);
        Subscription notes = EventNotes.follow(connection, streams, live, !json);
        Opening opening = Opening.begin(registry, options, stop);
        if (!awaitOpened(connection, opening, live)) {
            return ExitCode.after(stop.signal(), notOpened(connection, opening));
        }
        LoadRun run = new LoadRun(connection, streams, live, notes, drop);
        LoadReport report = run.run(threads, rate == null ? 0 : rate, time, stop);
        print(report, !run.dropped());
        return ExitCode.after(stop.signal(), report.exitCode());
    }

    /** At a terminal the last line tells meanwhile what the connection waits for. */
    private boolean awaitOpened(Connection connection, Opening opening, LiveLine live) {
        while (!opening.awaitDecided(REDRAW)) {
            live.show(StatusWords.of(connection.status(), Instant.now()));
        }
        live.clear();
        return opening.opened();
    }

    private void checkArguments() {
        if (threads < 1 || threads > MOST_THREADS) {
            throw new UsageException("--threads " + threads + " cannot be", "give 1 to " + MOST_THREADS);
        }
        if (rate != null && (rate < 1 || rate > MOST_PER_SECOND)) {
            throw new UsageException("--rate " + rate + " cannot be", "give 1 to " + MOST_PER_SECOND);
        }
    }

    private static void checkAcknowledged(ConnectionOptions options) {
        if (!options.writeConcern().isAcknowledged()) {
            throw new UsageException(
                    "load counts acknowledged writes, and the write concern asks for none (w=0)",
                    "leave w out, or set it to 1 or majority");
        }
    }

    private int notOpened(Connection connection, Opening opening) {
        if (!opening.gaveUp()) {
            connection.close();
        }
        Opening.Result result = opening.result();
        result.failure().ifPresent(streams::error);
        return result.code();
    }

    private void print(LoadReport report, boolean kept) {
        if (json) {
            streams.line(Json.line(ReportJson.of(report)));
        } else {
            ReportWords.of(report, kept, streams.outPaint()).forEach(streams::line);
        }
    }
}
