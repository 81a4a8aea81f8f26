package dev.meerkat.cli.io;

import static dev.meerkat.event.Disconnected.Reason.GAVE_UP;

import dev.meerkat.diagnosis.Diagnosis;
import dev.meerkat.event.CheckoutTimedOut;
import dev.meerkat.event.ConnectAttemptFailed;
import dev.meerkat.event.ConnectionEvent;
import dev.meerkat.event.Disconnected;
import dev.meerkat.event.Drained;
import dev.meerkat.event.EventsDropped;
import dev.meerkat.event.Failed;
import dev.meerkat.event.FailureEvent;
import dev.meerkat.event.IndexBuilt;
import dev.meerkat.event.IndexFailed;
import dev.meerkat.event.LeakReturned;
import dev.meerkat.event.LeakSuspected;
import dev.meerkat.event.ListenerFailed;
import dev.meerkat.event.ModelRegistered;
import dev.meerkat.event.ModelRemoved;
import dev.meerkat.event.PoolCleared;
import dev.meerkat.event.PrimaryChanged;
import dev.meerkat.event.Reconnected;
import dev.meerkat.stats.Leak;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** An event in lines for people: its name, the state after it, what else it has to tell, and its cause. */
public final class EventWords {
    /** The characters of name and state. */
    private static final int HEAD = 45;

    private EventWords() {}

    /**
     * The event's line, then what did not fit into it and the cause, each of these lines behind {@code margin} spaces.
     *
     * @param before how many characters stand before the first line
     */
    public static List<String> of(ConnectionEvent event, Paint paint, int before, int margin) {
        List<String> lines = new ArrayList<>();
        String more = more(event);
        boolean fits = before + HEAD + 2 + more.length() <= Words.WIDTH;
        lines.add(head(event, paint) + (fits && !more.isEmpty() ? "  " + more : ""));
        if (!fits) {
            lines.add(" ".repeat(margin) + more);
        }
        for (String text : cause(event)) {
            Words.wrap(text, Words.WIDTH - margin).forEach(line -> lines.add(" ".repeat(margin) + paint.faint(line)));
        }
        return lines;
    }

    /** What happened and what to do; empty where there is nothing to explain, or where the event before has told it. */
    private static List<String> cause(ConnectionEvent event) {
        boolean told = event instanceof Failed || event instanceof Disconnected lost && lost.reason() == GAVE_UP;
        return told
                ? List.of()
                : diagnosis(event)
                        .map(known -> List.of(known.code() + ": " + known.message(), "Fix: " + known.fix()))
                        .orElse(List.of());
    }

    private static String head(ConnectionEvent event, Paint paint) {
        String name = String.format(Locale.ROOT, "%-20s", event.name());
        String state = String.format(
                Locale.ROOT,
                "%-11s readyState %d",
                event.to(),
                event.readyState().code());
        return paint.in(event.to(), name) + " " + (event.extra() ? paint.faint(state) : state);
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
            return Words.shortDrain(drained.report());
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
        if (event instanceof Failed failed) {
            return failed.diagnosis().code();
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
        if (event instanceof LeakSuspected suspected) {
            return leak(suspected.leak(), suspected.collected());
        }
        if (event instanceof LeakReturned back) {
            return leak(back.leak(), back.collected());
        }
        return event instanceof ListenerFailed failed ? failed.eventName() : "";
    }

    private static String leak(Leak leak, boolean collected) {
        String what = leak.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        String how = collected ? ", collected without a close" : ", " + leak.count() + " held";
        return what + " of " + leak.operation() + " on " + leak.namespace() + " for " + Words.duration(leak.age()) + how
                + leak.place().map(frame -> ", from " + frame).orElse("");
    }
}
