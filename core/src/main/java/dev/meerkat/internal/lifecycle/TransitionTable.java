package dev.meerkat.internal.lifecycle;

import static dev.meerkat.ConnectionState.CLOSED;
import static dev.meerkat.ConnectionState.CONNECTED;
import static dev.meerkat.ConnectionState.CONNECTING;
import static dev.meerkat.ConnectionState.DRAINING;
import static dev.meerkat.ConnectionState.FAILED;
import static dev.meerkat.ConnectionState.INTERRUPTED;
import static dev.meerkat.ConnectionState.NEW;

import dev.meerkat.ConnectionState;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Every legal move of a connection, as data; what is not here cannot happen. Source: contract §2, S1 to S16. */
final class TransitionTable {
    private static final Map<ConnectionState, Map<Trigger, ConnectionState>> MOVES = moves();

    private TransitionTable() {}

    private static Map<ConnectionState, Map<Trigger, ConnectionState>> moves() {
        Map<ConnectionState, Map<Trigger, ConnectionState>> moves = new EnumMap<>(ConnectionState.class);
        moves.put(NEW, Map.of(Trigger.OPEN, CONNECTING, Trigger.CLOSE, CLOSED));
        moves.put(
                CONNECTING,
                Map.of(
                        Trigger.VERIFIED, CONNECTED,
                        Trigger.ROTATE, CONNECTED,
                        Trigger.GIVE_UP, FAILED,
                        Trigger.CLOSE, DRAINING));
        moves.put(CONNECTED, Map.of(Trigger.ROTATE, CONNECTED, Trigger.LOSE, INTERRUPTED, Trigger.CLOSE, DRAINING));
        moves.put(INTERRUPTED, Map.of(Trigger.VERIFIED, CONNECTED, Trigger.ROTATE, CONNECTED, Trigger.CLOSE, DRAINING));
        moves.put(DRAINING, Map.of(Trigger.END, CLOSED));
        moves.put(CLOSED, Map.of(Trigger.OPEN, CONNECTING));
        moves.put(FAILED, Map.of(Trigger.OPEN, CONNECTING, Trigger.CLOSE, CLOSED));
        return moves;
    }

    /** Where {@code trigger} leads from {@code state}; empty if it means nothing there. */
    static Optional<ConnectionState> next(ConnectionState state, Trigger trigger) {
        return Optional.ofNullable(MOVES.getOrDefault(state, Map.of()).get(trigger));
    }
}
