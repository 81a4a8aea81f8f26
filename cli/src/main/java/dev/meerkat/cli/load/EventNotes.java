package dev.meerkat.cli.load;

import dev.meerkat.Connection;
import dev.meerkat.Subscription;
import dev.meerkat.cli.io.EventWords;
import dev.meerkat.cli.io.LiveLine;
import dev.meerkat.cli.io.Streams;
import dev.meerkat.cli.io.Words;
import dev.meerkat.event.ConnectionEvent;
import dev.meerkat.event.FailureEvent;
import java.util.List;

/** Tells a connection's changes on standard error, above the live line. */
final class EventNotes {
    /** Where the lines below an event's first one begin: behind the time of day. */
    private static final int MARGIN = 14;

    private EventNotes() {}

    /**
     * Tells them until the subscription is closed.
     *
     * @param always whether to tell them without a terminal too
     */
    static Subscription follow(Connection connection, Streams streams, LiveLine live, boolean always) {
        if (!always && !streams.live()) {
            return () -> {};
        }
        return connection.on(ConnectionEvent.class, event -> {
            if (!event.extra() || event instanceof FailureEvent) {
                List<String> lines = EventWords.of(event, streams.errPaint(), MARGIN, MARGIN);
                live.note(streams.errPaint().faint(Words.clock(event.time())) + "  " + String.join("\n", lines));
            }
        });
    }
}
