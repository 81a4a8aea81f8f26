package dev.meerkat.dashboard;

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
import dev.meerkat.event.LeakReturned;
import dev.meerkat.event.LeakSuspected;
import dev.meerkat.event.ListenerFailed;
import dev.meerkat.event.ModelRegistered;
import dev.meerkat.event.ModelRemoved;
import dev.meerkat.event.PoolCleared;
import dev.meerkat.event.PoolRecovered;
import dev.meerkat.event.PoolSaturated;
import dev.meerkat.event.PrimaryChanged;
import dev.meerkat.event.Reconfigured;
import dev.meerkat.event.Reconnected;
import dev.meerkat.stats.DrainReport;
import dev.meerkat.stats.RotationReport;
import java.util.Optional;
import java.util.TreeSet;
import org.bson.Document;

/** An event as JSON: what every event has, what it says in words, its diagnosis if it has one. */
final class EventJson {
    private EventJson() {}

    static Document of(ConnectionEvent event) {
        return new Document("connection", event.connection())
                .append("sequence", event.sequence())
                .append("time", event.time().toString())
                .append("event", event.name())
                .append("from", event.from().name())
                .append("to", event.to().name())
                .append("extra", event.extra())
                .append("text", text(event))
                .append(
                        "diagnosis",
                        diagnosis(event).map(ConnectionJson::diagnosis).orElse(null));
    }

    private static Optional<Diagnosis> diagnosis(ConnectionEvent event) {
        if (event instanceof Disconnected lost) {
            return lost.diagnosis();
        }
        return event instanceof FailureEvent failure ? Optional.of(failure.diagnosis()) : Optional.empty();
    }

    /** What it says beyond its name. */
    private static String text(ConnectionEvent event) {
        if (event instanceof Disconnected lost) {
            return lost.reason().name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
        } else if (event instanceof Reconnected back) {
            return "after " + back.downtime().toMillis() + " ms";
        } else if (event instanceof ConnectAttemptFailed failed) {
            return "attempt " + failed.attempt()
                    + failed.delay()
                            .map(delay -> ", next in " + delay.toMillis() + " ms")
                            .orElse(", no more");
        } else if (event instanceof Drained drained) {
            return report(drained.report());
        } else if (event instanceof Reconfigured renewed) {
            return changed(renewed.report());
        } else if (event instanceof PrimaryChanged changed) {
            return changed.oldPrimary().orElse("nobody") + " → "
                    + changed.newPrimary().orElse("nobody");
        }
        return about(event);
    }

    private static String about(ConnectionEvent event) {
        if (event instanceof PoolCleared cleared) {
            return cleared.host();
        } else if (event instanceof PoolSaturated full) {
            return full.host() + ": " + full.inUse() + " in use, " + full.waiting() + " waiting";
        } else if (event instanceof PoolRecovered back) {
            return back.host() + " after " + back.lasted().toMillis() + " ms";
        } else if (event instanceof ModelRegistered model) {
            return model.model() + " in " + model.collection();
        } else if (event instanceof ModelRemoved model) {
            return model.model();
        } else if (event instanceof LeakSuspected suspected) {
            return (suspected.collected() ? "collected without a close: " : "") + suspected.leak();
        } else if (event instanceof LeakReturned back) {
            return (back.collected() ? "collected without a close: " : "") + back.leak();
        } else if (event instanceof IndexBuilt built) {
            return built.index() + " on " + built.namespace() + " in "
                    + built.took().toMillis() + " ms";
        }
        return rarer(event);
    }

    private static String rarer(ConnectionEvent event) {
        if (event instanceof CheckoutTimedOut starved) {
            return "held by " + starved.holders().size();
        } else if (event instanceof IndexFailed index) {
            return index.index().map(name -> name + " on ").orElse("") + index.namespace();
        } else if (event instanceof EventsDropped dropped) {
            return dropped.count() + " events a slow listener did not get";
        }
        return event instanceof ListenerFailed failed ? failed.listener() + " at " + failed.eventName() : "";
    }

    private static String changed(RotationReport report) {
        String options = report.changed().isEmpty()
                ? "what options refer to"
                : String.join(", ", new TreeSet<>(report.changed()));
        return options + " changed; the old client: " + report(report.drain());
    }

    private static String report(DrainReport report) {
        int cut = report.cut().size() + report.cutWithoutDetail();
        return report.finished() + " finished, " + report.refusedWaiters() + " refused, " + cut + " cut, waited "
                + report.waited().toMillis() + " ms";
    }
}
