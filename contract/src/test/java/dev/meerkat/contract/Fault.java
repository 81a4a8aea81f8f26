package dev.meerkat.contract;

import dev.meerkat.ConnectionState;
import dev.meerkat.diagnosis.Problem;
import dev.meerkat.event.ConnectionEvent;
import dev.meerkat.event.Disconnected;
import dev.meerkat.testkit.EventRecorder;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a fault came to for two clients that wrote through it side by side. Immutable.
 *
 * @param name the test's name
 * @param ours the connection's writes
 * @param theirs the raw driver's, with the same settings
 * @param events what the connection told from the fault's begin on
 * @param begun when the fault began, in {@link System#nanoTime()}
 */
record Fault(String name, FailoverSide ours, FailoverSide theirs, List<ConnectionEvent> events, long begun) {
    /** The first outage told, if there was one. */
    Optional<Disconnected> lost() {
        return events.stream()
                .filter(Disconnected.class::isInstance)
                .map(Disconnected.class::cast)
                .findFirst();
    }

    /** Its explained cause. */
    Optional<Problem> problem() {
        return lost().flatMap(Disconnected::diagnosis).map(known -> known.problem());
    }

    /** Whether the connection was connected all the time. */
    boolean untold() {
        return events.stream().noneMatch(event -> event.to() == ConnectionState.INTERRUPTED);
    }

    /** A line with all figures. */
    @Override
    public String toString() {
        String told = lost().map(event -> event.reason() + " "
                        + event.diagnosis().map(known -> known.code()).orElse("-") + " after "
                        + Duration.ofNanos(event.nanos() - begun).toMillis() + " ms")
                .orElse("nothing");
        return String.format(
                Locale.ROOT,
                "fault %s | told %s | ours %s, failed %d, lost %d, duplicated %d, longest gap %d ms"
                        + " | raw driver %s, failed %d, lost %d, duplicated %d, longest gap %d ms | %s",
                name,
                told,
                ours.tally(),
                ours.failed(),
                ours.lost(),
                ours.duplicated(),
                ours.longest().toMillis(),
                theirs.tally(),
                theirs.failed(),
                theirs.lost(),
                theirs.duplicated(),
                theirs.longest().toMillis(),
                events.stream().map(ConnectionEvent::name).distinct().toList());
    }

    /** Reads what was told to a recorder since the fault began. */
    static Fault of(String name, FailoverSide ours, FailoverSide theirs, EventRecorder recorder, long begun) {
        return new Fault(name, ours, theirs, recorder.events(), begun);
    }
}
