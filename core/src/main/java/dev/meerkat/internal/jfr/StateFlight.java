package dev.meerkat.internal.jfr;

import dev.meerkat.event.ConnectionEvent;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** {@code meerkat.ConnectionStateChanged}: a connection's move from one state to another. Source: contract E6. */
@Name("meerkat.ConnectionStateChanged")
@Label("Connection State Changed")
@Category({"Meerkat", "Connection"})
@Description("A connection moved from one state to another")
@SuppressWarnings("UnusedVariable") // the recorder reads the fields
@StackTrace(false)
final class StateFlight extends Event {
    @Label("Connection")
    private final @Nullable String connection;

    @Label("From")
    private final @Nullable String from;

    @Label("To")
    private final @Nullable String to;

    @Label("Told by")
    private final @Nullable String event;

    private StateFlight(ConnectionEvent told) {
        this.connection = told.connection();
        this.from = told.from().name();
        this.to = told.to().name();
        this.event = told.name();
    }

    static void record(ConnectionEvent told) {
        if (told.from() != told.to()) {
            new StateFlight(told).commit();
        }
    }
}
