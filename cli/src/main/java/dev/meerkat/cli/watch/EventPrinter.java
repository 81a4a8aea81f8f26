package dev.meerkat.cli.watch;

import dev.meerkat.cli.io.EventWords;
import dev.meerkat.cli.io.Json;
import dev.meerkat.cli.io.LiveLine;
import dev.meerkat.cli.io.Streams;
import dev.meerkat.cli.io.Words;
import dev.meerkat.cli.run.Stop;
import dev.meerkat.event.ConnectionEvent;
import dev.meerkat.stats.DrainReport;
import java.util.List;
import java.util.function.Consumer;
import org.bson.Document;

/** Prints each event as it comes, and the report at the end. Asks for the stop when standard output cannot be written any more. */
final class EventPrinter implements Consumer<ConnectionEvent> {
    /** Where the lines below an event's first one begin: behind the time of day. */
    private static final int MARGIN = 14;

    private final Streams streams;
    private final LiveLine live;
    private final boolean json;
    private final Stop stop;

    EventPrinter(Streams streams, LiveLine live, boolean json, Stop stop) {
        this.streams = streams;
        this.live = live;
        this.json = json;
        this.stop = stop;
    }

    @Override
    public void accept(ConnectionEvent event) {
        if (json) {
            print(List.of(Json.line(EventJson.of(event))));
            return;
        }
        List<String> lines = EventWords.of(event, streams.outPaint(), MARGIN, MARGIN);
        print(List.of(streams.outPaint().faint(Words.clock(event.time())) + "  " + lines.get(0)));
        print(lines.subList(1, lines.size()));
    }

    /** Prints the report of the drain, which ends what is printed. */
    void report(DrainReport report) {
        if (json) {
            print(List.of(Json.line(new Document("report", Json.report(report)))));
            return;
        }
        print(List.of("drained: " + Words.drain(report)));
        print(Words.cutWork(report).stream().map(line -> "  " + line).toList());
    }

    private void print(List<String> lines) {
        live.above(() -> {
            for (String line : lines) {
                if (!streams.line(line)) {
                    stop.request();
                }
            }
        });
    }
}
