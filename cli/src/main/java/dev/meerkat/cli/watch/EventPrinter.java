package dev.meerkat.cli.watch;

import dev.meerkat.cli.io.EventWords;
import dev.meerkat.cli.io.Json;
import dev.meerkat.cli.io.Streams;
import dev.meerkat.cli.io.Words;
import dev.meerkat.cli.run.Stop;
import dev.meerkat.event.ConnectionEvent;
import dev.meerkat.stats.DrainReport;
import java.util.function.Consumer;
import org.bson.Document;

/** Prints each event as it comes, and the report at the end. Asks for the stop when nobody reads any more. */
final class EventPrinter implements Consumer<ConnectionEvent> {
    private final Streams streams;
    private final boolean json;
    private final Stop stop;
    private volatile boolean unread;

    EventPrinter(Streams streams, boolean json, Stop stop) {
        this.streams = streams;
        this.json = json;
        this.stop = stop;
    }

    @Override
    public void accept(ConnectionEvent event) {
        print(json ? Json.line(EventJson.of(event)) : words(event));
    }

    private String words(ConnectionEvent event) {
        return streams.outPaint().faint(Words.clock(event.time())) + "  " + EventWords.of(event, streams.outPaint());
    }

    void report(DrainReport report) {
        if (json) {
            print(Json.line(new Document("report", Json.report(report))));
            return;
        }
        print(Words.drain(report));
        report.cut()
                .forEach(work -> print("  cut: " + work.operation() + " on " + work.namespace() + " after "
                        + Words.duration(work.age()) + " in thread " + work.thread()));
    }

    /** Whether standard output was closed by its reader. */
    boolean unread() {
        return unread;
    }

    private void print(String line) {
        if (!streams.line(line)) {
            unread = true;
            stop.request();
        }
    }
}
