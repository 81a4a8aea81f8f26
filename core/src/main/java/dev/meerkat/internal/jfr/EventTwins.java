package dev.meerkat.internal.jfr;

import dev.meerkat.event.ConnectionEvent;

/**
 * Records each event of a connection as {@code meerkat.<name of the event>}, and each change of state as {@code
 * meerkat.ConnectionStateChanged}. Thread safety: safe. Source: contract E6.
 */
public final class EventTwins {
    /** A twin is made from its event's class when the first one is recorded. */
    private static final ClassValue<EventTwin> TWINS = new ClassValue<>() {
        @Override
        protected EventTwin computeValue(Class<?> type) {
            return EventTwin.of(type);
        }
    };

    private EventTwins() {}

    /** Records {@code event} if anybody records; otherwise one volatile read. Never throws, never blocks. */
    public static void record(ConnectionEvent event) {
        if (Flight.possible()) {
            StateFlight.record(event);
            TWINS.get(event.getClass()).record(event);
        }
    }
}
