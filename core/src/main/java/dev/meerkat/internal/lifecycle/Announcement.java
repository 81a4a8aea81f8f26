package dev.meerkat.internal.lifecycle;

import dev.meerkat.ConnectionState;
import dev.meerkat.event.Closed;
import dev.meerkat.event.Connected;
import dev.meerkat.event.Connecting;
import dev.meerkat.event.ConnectionEvent;
import dev.meerkat.event.ConnectionEvent.Facts;
import dev.meerkat.event.Disconnected;
import dev.meerkat.event.Disconnected.Reason;
import dev.meerkat.event.Disconnecting;
import dev.meerkat.event.Failed;
import dev.meerkat.event.Opened;
import dev.meerkat.event.Reconnected;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/** Which events tell a move, in which order. The first one carries the move itself, the others stand in the new state. Source: contract §3. */
final class Announcement {
    private Announcement() {}

    /**
     * The events of a move.
     *
     * @param downtime since the loss, for a recovery
     * @param lossTold whether a connected connection is closed, whose loss nobody told yet
     */
    static List<Function<Facts, ConnectionEvent>> of(
            ConnectionState from, Move move, Duration downtime, boolean lossTold) {
        switch (move.trigger()) {
            case OPEN:
                return List.of(Connecting::new);
            case VERIFIED:
            case ROTATE:
                if (from == ConnectionState.CONNECTED) {
                    return List.of(); // the rotation tells of itself when its drain has ended
                }
                return from == ConnectionState.INTERRUPTED
                        ? List.of(Connected::new, facts -> new Reconnected(facts, downtime), Opened::new)
                        : List.of(Connected::new, Opened::new);
            case GIVE_UP:
                return List.of(
                        facts -> new Disconnected(facts, Reason.GAVE_UP, move.diagnosis()),
                        facts -> new Failed(facts, Objects.requireNonNull(move.diagnosis())));
            case LOSE:
                return List.of(
                        facts -> new Disconnected(facts, Objects.requireNonNull(move.reason()), move.diagnosis()));
            case CLOSE:
                boolean nothingOpen = from == ConnectionState.NEW || from == ConnectionState.FAILED;
                return nothingOpen ? List.of(Closed::new) : List.of(Disconnecting::new);
            default:
                return lossTold
                        ? List.of(Closed::new)
                        : List.of(facts -> new Disconnected(facts, Reason.CLOSED, null), Closed::new);
        }
    }
}
