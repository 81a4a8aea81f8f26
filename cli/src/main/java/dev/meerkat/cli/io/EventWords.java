package dev.meerkat.cli.io;

import dev.meerkat.diagnosis.Diagnosis;
import dev.meerkat.event.CheckoutTimedOut;
import dev.meerkat.event.ConnectAttemptFailed;
import dev.meerkat.event.ConnectionEvent;
import dev.meerkat.event.Disconnected;
import dev.meerkat.event.Drained;
import dev.meerkat.event.EventsDropped;
import dev.meerkat.event.FailureEvent;
import dev.meerkat.event.IndexBuilt;
import dev.meerkat.event.IndexFailed;
import dev.meerkat.event.ListenerFailed;
import dev.meerkat.event.ModelRegistered;
import dev.meerkat.event.ModelRemoved;
import dev.meerkat.event.PoolCleared;
import dev.meerkat.event.PrimaryChanged;
import dev.meerkat.event.Reconnected;
import java.util.Locale;
import java.util.Optional;

/** An event in one line for people: its name, the ready state after it, and what else it has to tell. */
public final class EventWords {
    private EventWords() {}

    /** The line without a time. */
    public static String of(ConnectionEvent event, Paint paint) {
        return brief(event, paint)
                + diagnosis(event).map(diagnosis -> "  " + diagnosis).orElse("");
    }

    /** As {@link #of(ConnectionEvent, Paint)}, without the diagnosis. */
    public static String brief(ConnectionEvent event, Paint paint) {
        String name = String.format(Locale.ROOT, "%-20s", event.name());
        String state = String.format(
                Locale.ROOT,
                "%-11s readyState %d",
                event.to(),
                event.readyState().code());
        String more = more(event);
        return paint.in(event.to(), name) + " " + (event.extra() ? paint.faint(state) : state)
                + (more.isEmpty() ? "" : "  " + more);
    }

    /** The event's explained cause, where it has one. */
    public static Optional<Diagnosis> diagnosis(ConnectionEvent event) {
        if (event instanceof FailureEvent failure) {
            return Optional.of(failure.diagnosis());
        }
        return event instanceof Disconnected lost ? lost.diagnosis() : Optional.empty();
    }

    private static String more(ConnectionEvent event) {
        if (event instanceof Disconnected lost) {
            return lost.reason().name();
        }
        if (event instanceof ConnectAttemptFailed failed) {
            return "attempt " + failed.attempt()
                    + failed.delay()
                            .map(delay -> ", next in " + Words.duration(delay))
                            .orElse(", the last");
        }
        if (event instanceof Reconnected back) {
            return "after " + Words.duration(back.downtime());
        }
        if (event instanceof Drained drained) {
            return Words.drain(drained.report());
        }
        return rarer(event);
    }

    private static String rarer(ConnectionEvent event) {
        if (event instanceof PoolCleared cleared) {
            return cleared.host();
        }
        if (event instanceof PrimaryChanged changed) {
            return changed.oldPrimary().orElse("none") + " -> "
                    + changed.newPrimary().orElse("none");
        }
        if (event instanceof CheckoutTimedOut starved) {
            return Words.count(starved.holders().size(), "holder");
        }
        if (event instanceof EventsDropped dropped) {
            return Words.count(dropped.count(), "event");
        }
        if (event instanceof ModelRegistered registered) {
            return registered.model() + ", collection " + registered.collection();
        }
        if (event instanceof ModelRemoved removed) {
            return removed.model();
        }
        if (event instanceof IndexBuilt built) {
            return built.index() + " of " + built.namespace() + " in " + Words.duration(built.took());
        }
        if (event instanceof IndexFailed failed) {
            return failed.namespace();
        }
        return event instanceof ListenerFailed failed ? failed.eventName() : "";
    }
}
