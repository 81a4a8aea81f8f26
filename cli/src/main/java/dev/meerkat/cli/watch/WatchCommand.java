package dev.meerkat.cli.watch;

import dev.meerkat.Connection;
import dev.meerkat.ConnectionRegistry;
import dev.meerkat.cli.io.LiveLine;
import dev.meerkat.cli.io.StatusWords;
import dev.meerkat.cli.io.Streams;
import dev.meerkat.cli.run.CommonArguments;
import dev.meerkat.cli.run.ConnectionArguments;
import dev.meerkat.cli.run.DashboardArguments;
import dev.meerkat.cli.run.DurationReader;
import dev.meerkat.cli.run.Opening;
import dev.meerkat.cli.run.Stop;
import dev.meerkat.event.ConnectionEvent;
import dev.meerkat.options.ConnectionOptions;
import dev.meerkat.stats.DrainReport;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Opens a connection and prints each of its events until it is signalled, or its time is over; then drains. */
@Command(
        name = "watch",
        description =
                "Opens a connection and prints each event until SIGINT, SIGTERM or the end of --for; then drains.",
        footer = {
            "",
            "With --json each line is an object with sequence, time, connection, event, from, to, readyState, and where the event has them"
                    + " reason, attempt, delay, downtime, report, diagnosis {code, message, fix, fatal}; durations are ISO-8601 (PT0.5S)."
                    + " The last line is {\"report\": ...}. A connect that gives up prints its diagnosis on standard error and exits 4.",
            "",
            "Exit codes: 0 its time is over; 4 it was never connected; 130, 143 after SIGINT, SIGTERM.",
            "",
            "Examples:",
            "  meerkat watch mongodb://localhost:27017",
            "  MONGO_URI=... meerkat watch --json --for 30s --option 'retry=fixed(500ms)'"
        })
public final class WatchCommand implements Callable<Integer> {
    private static final Duration REDRAW = Duration.ofMillis(200);

    private final Streams streams;

    @Mixin
    private final ConnectionArguments target = new ConnectionArguments();

    @Mixin
    private final DashboardArguments dashboard = new DashboardArguments();

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli fills it and acts on it
    private final CommonArguments common = new CommonArguments();

    @Option(names = "--json", description = "Prints one JSON object for each event.")
    private boolean json;

    @Option(
            names = "--for",
            paramLabel = "DURATION",
            converter = DurationReader.class,
            description = "Ends after so long, counted from the start: 500ms, 30s, 2m. Default: only when signalled.")
    private @Nullable Duration time;

    /** A command that writes on {@code streams}. */
    public WatchCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() {
        ConnectionOptions options = target.options();
        Stop stop = Stop.onSignals();
        ConnectionRegistry registry = new ConnectionRegistry();
        Connection connection = registry.connection();
        LiveLine live = new LiveLine(streams);
        EventPrinter printer = new EventPrinter(streams, live, json, stop);
        connection.on(ConnectionEvent.class, printer);
        return dashboard.serve(registry, streams, () -> {
            Opening opening = Opening.begin(registry, options, stop);
            if (time != null) {
                stop.requestAfter(time);
            }
            awaitStop(connection, live, stop);
            return end(connection, printer, opening, stop);
        });
    }

    /** At a terminal the last line tells meanwhile how the connection is. */
    private void awaitStop(Connection connection, LiveLine live, Stop stop) {
        if (!streams.live()) {
            stop.await();
            return;
        }
        while (!stop.await(REDRAW)) {
            live.show(StatusWords.of(connection.status(), Instant.now()));
        }
        live.clear();
    }

    private int end(Connection connection, EventPrinter printer, Opening opening, Stop stop) {
        Opening.Result result = opening.result();
        DrainReport report = opening.gaveUp() ? DrainReport.EMPTY : connection.close();
        if (json || opening.opened()) {
            printer.report(report);
        }
        return result.end(streams, stop);
    }
}
