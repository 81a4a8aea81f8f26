package dev.meerkat.cli.chaos;

import static dev.meerkat.ConnectionState.CLOSED;
import static dev.meerkat.ConnectionState.CONNECTED;
import static dev.meerkat.ConnectionState.CONNECTING;
import static dev.meerkat.ConnectionState.DRAINING;
import static dev.meerkat.ConnectionState.FAILED;
import static dev.meerkat.ConnectionState.INTERRUPTED;
import static dev.meerkat.ConnectionState.NEW;

import dev.meerkat.ConnectionState;
import dev.meerkat.ReadyState;
import dev.meerkat.event.ConnectionEvent;
import dev.meerkat.event.Disconnected;
import java.util.Map;
import java.util.Set;

/**
 * What the contract says may follow what, written down a second time and on its own, so that the code cannot excuse itself. Source: contract
 * §2, S1 to S16.
 */
final class Moves {
    private static final Map<ConnectionState, Set<ConnectionState>> STATES = Map.of(
            NEW, Set.of(CONNECTING, CLOSED),
            CONNECTING, Set.of(CONNECTED, FAILED, DRAINING),
            CONNECTED, Set.of(INTERRUPTED, DRAINING),
            INTERRUPTED, Set.of(CONNECTED, DRAINING),
            DRAINING, Set.of(CLOSED),
            CLOSED, Set.of(CONNECTING),
            FAILED, Set.of(CONNECTING, CLOSED));

    private static final Map<ConnectionState, ReadyState> READY = Map.of(
            NEW, ReadyState.DISCONNECTED,
            CONNECTING, ReadyState.CONNECTING,
            CONNECTED, ReadyState.CONNECTED,
            INTERRUPTED, ReadyState.DISCONNECTED,
            DRAINING, ReadyState.DISCONNECTING,
            CLOSED, ReadyState.DISCONNECTED,
            FAILED, ReadyState.DISCONNECTED);

    /** By an event that is no extra one, those that may be the next of their kind; a Disconnected is told apart by its reason. */
    private static final Map<String, Set<String>> NEXT = Map.ofEntries(
            Map.entry("", Set.of("Connecting", "Closed")),
            Map.entry("Connecting", Set.of("Connected of a connect", "Disconnected GAVE_UP", "Disconnecting")),
            Map.entry("Connected of a connect", Set.of("Opened")),
            Map.entry("Connected of a recovery", Set.of("Reconnected")),
            Map.entry("Reconnected", Set.of("Opened")),
            Map.entry("Opened", Set.of("Disconnected OUTAGE", "Disconnected STALE", "Disconnecting")),
            Map.entry("Disconnected OUTAGE", Set.of("Connected of a recovery", "Disconnecting")),
            Map.entry("Disconnected STALE", Set.of("Connected of a recovery", "Disconnecting")),
            Map.entry("Disconnected GAVE_UP", Set.of("Failed")),
            Map.entry("Failed", Set.of("Connecting", "Closed")),
            Map.entry("Disconnecting", Set.of("Disconnected CLOSED", "Closed")),
            Map.entry("Disconnected CLOSED", Set.of("Closed")),
            Map.entry("Closed", Set.of("Connecting")));

    private Moves() {}

    /** Whether the event's own states are a legal move, or none. */
    static boolean legal(ConnectionEvent event) {
        return event.from() == event.to()
                || STATES.getOrDefault(event.from(), Set.of()).contains(event.to());
    }

    /** Whether the event tells the ready state that belongs to its state. */
    static boolean consistent(ConnectionEvent event) {
        return event.readyState() == READY.get(event.to());
    }

    /** Whether an event of that word may follow one of the other. */
    static boolean follows(String before, String word) {
        return NEXT.getOrDefault(before, Set.of()).contains(word);
    }

    /** The event's name, and what its followers depend on. */
    static String word(ConnectionEvent event) {
        if (event instanceof Disconnected lost) {
            return "Disconnected " + lost.reason();
        }
        if (event.name().equals("Connected")) {
            return "Connected of a " + (event.from() == CONNECTING ? "connect" : "recovery");
        }
        return event.name();
    }
}
