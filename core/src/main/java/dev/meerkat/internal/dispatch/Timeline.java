package dev.meerkat.internal.dispatch;

import dev.meerkat.event.ConnectionEvent;
import java.util.ArrayDeque;
import java.util.List;

/** The last 256 events, and the last that was no extra one. Thread safety: guarded by itself. Source: contract E4. */
final class Timeline {
    static final int LENGTH = 256;

    private final ArrayDeque<ConnectionEvent> events = new ArrayDeque<>(LENGTH);

    synchronized void add(ConnectionEvent event) {
        if (events.size() == LENGTH) {
            events.removeFirst();
        }
        events.addLast(event);
    }

    synchronized List<ConnectionEvent> events() {
        return List.copyOf(events);
    }
}
