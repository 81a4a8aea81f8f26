package dev.meerkat.cli.chaos;

import dev.meerkat.Connection;
import dev.meerkat.ConnectionState;
import dev.meerkat.event.ConnectionEvent;
import dev.meerkat.event.EventsDropped;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks at every event of a connection: the numbers are gap-free, each move is legal and begins where the last one ended, each event may follow
 * the one before. Thread safety: safe; the monitor guards all fields.
 */
final class EventWatch {
    private final List<String> broken = new ArrayList<>();
    private long last;
    private ConnectionState state = ConnectionState.NEW;
    private String word = "";
    private int outages;

    /** Looks at the events of a connection that has had none. */
    void follow(Connection connection) {
        connection.on(ConnectionEvent.class, this::heard);
    }

    synchronized void heard(ConnectionEvent event) {
        if (event instanceof EventsDropped dropped) {
            // Gap-free is what is emitted; a listener that is late misses the oldest and is told which.
            last = dropped.lastSequence();
            state = dropped.to();
            word = "?";
            return;
        }
        check(event.sequence() == last + 1, "sequence", event, "after " + last);
        last = event.sequence();
        check(event.from() == state || word.equals("?"), "state", event, "after " + state);
        check(Moves.legal(event), "transition", event, "");
        check(Moves.consistent(event), "ready state", event, "");
        state = event.to();
        if (!event.extra()) {
            String next = Moves.word(event);
            check(word.equals("?") || Moves.follows(word, next), "order", event, "after " + word);
            word = next;
        }
        if (event.from() == ConnectionState.CONNECTED && event.to() == ConnectionState.INTERRUPTED) {
            outages++;
        }
    }

    private void check(boolean holds, String what, ConnectionEvent event, String more) {
        if (!holds) {
            broken.add(what + " of events: " + event.name() + " number " + event.sequence() + ", " + event.from()
                    + " to " + event.to() + ", ready state " + event.readyState() + " " + more);
        }
    }

    /** What did not hold so far. */
    synchronized List<String> broken() {
        return List.copyOf(broken);
    }

    /** How many events there were. */
    synchronized long events() {
        return last;
    }

    /** How many outages were told. */
    synchronized int outages() {
        return outages;
    }
}
