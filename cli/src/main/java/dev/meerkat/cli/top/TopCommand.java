package dev.meerkat.cli.top;

import dev.meerkat.Connection;
import dev.meerkat.ConnectionRegistry;
import dev.meerkat.cli.io.Streams;
import dev.meerkat.cli.run.CommonArguments;
import dev.meerkat.cli.run.ConnectionArguments;
import dev.meerkat.cli.run.DashboardArguments;
import dev.meerkat.cli.run.DurationReader;
import dev.meerkat.cli.run.Opening;
import dev.meerkat.cli.run.Stop;
import dev.meerkat.options.ConnectionOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Opens a connection and shows how it is, once a second, until it is signalled or its time is over; then drains. */
@Command(
        name = "top",
        description =
                "Opens a connection and shows its health, members, pools and last events once a second, until signalled.",
        footer = {
            "",
            "At a terminal the screen is drawn anew each time; otherwise each picture follows the last. A connect that gives up prints its diagnosis"
                    + " on standard error and exits 4.",
            "",
            "Exit codes: 0 its time is over; 4 it was never connected; 130, 143 after SIGINT, SIGTERM.",
            "",
            "Examples:",
            "  meerkat top mongodb://localhost:27017",
            "  MONGO_URI=... meerkat top --for 30s --dashboard 8080"
        })
public final class TopCommand implements Callable<Integer> {
    private static final Duration REDRAW = Duration.ofSeconds(1);

    /** Home, and what was there before goes from there on: no flicker, as an erased screen would. */
    private static final String HOME = "\u001b[H";

    private static final String ERASE_LINE = "\u001b[K";
    private static final String ERASE_BELOW = "\u001b[J";
    private static final String ERASE_ALL = "\u001b[2J";

    private final Streams streams;

    @Mixin
    private final ConnectionArguments target = new ConnectionArguments();

    @Mixin
    private final DashboardArguments dashboard = new DashboardArguments();

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli fills it and acts on it
    private final CommonArguments common = new CommonArguments();

    @Option(
            names = "--for",
            paramLabel = "DURATION",
            converter = DurationReader.class,
            description = "Ends after so long: 500ms, 30s, 2m. Default: only when signalled.")
    private @Nullable Duration time;

    /** A command that writes on {@code streams}. */
    public TopCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() {
        ConnectionOptions options = target.options();
        Stop stop = Stop.onSignals();
        ConnectionRegistry registry = new ConnectionRegistry();
        return dashboard.serve(registry, streams, () -> show(registry, options, stop));
    }

    private int show(ConnectionRegistry registry, ConnectionOptions options, Stop stop) {
        Opening opening = Opening.begin(registry, options, stop);
        if (time != null) {
            stop.requestAfter(time);
        }
        draw(registry.connection(), stop);
        Opening.Result result = opening.result();
        if (!opening.gaveUp()) {
            registry.connection().close();
        }
        return result.end(streams, stop);
    }

    private void draw(Connection connection, Stop stop) {
        TopScreen screen = new TopScreen(streams.outPaint(), Streams.draws());
        boolean first = true;
        do {
            List<String> lines = screen.of(connection, Instant.now());
            String picture = streams.outPaint().on()
                    ? (first ? ERASE_ALL : "") + HOME + String.join(ERASE_LINE + "\n", lines) + ERASE_LINE + "\n"
                            + ERASE_BELOW
                    : String.join("\n", lines) + "\n";
            if (!streams.line(picture)) {
                return;
            }
            first = false;
        } while (!stop.await(REDRAW));
    }
}
