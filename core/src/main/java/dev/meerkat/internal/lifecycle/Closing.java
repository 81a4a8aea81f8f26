package dev.meerkat.internal.lifecycle;

import dev.meerkat.event.Drained;
import dev.meerkat.internal.driver.DriverClient;
import dev.meerkat.internal.gate.Drain;
import dev.meerkat.internal.jfr.DrainFlight;
import dev.meerkat.internal.time.TimeSource;
import dev.meerkat.stats.DrainReport;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Closes one session: lets what is in flight finish, forces the rest, closes the driver's client and waits for its threads.
 *
 * <p>Runs on a thread of its own, so that an interrupted caller leaves the close running. Source: contract C1.
 */
final class Closing {
    /** What a close may wait for sockets and threads beyond the drain; below the contract's 500 ms by the cost of telling it. */
    private static final Duration SHUTDOWN = Duration.ofMillis(300);

    private final Session session;
    private final boolean nothingAdmitted;
    private final int refusedWaiters;
    private final TimeSource time;

    /** Prepares the close of a session whose state is DRAINING already. */
    Closing(Session session, boolean nothingAdmitted, int refusedWaiters) {
        this.session = session;
        this.nothingAdmitted = nothingAdmitted;
        this.refusedWaiters = refusedWaiters;
        this.time = session.time();
    }

    DrainReport run() {
        DrainFlight flight = DrainFlight.begin(session.connection());
        session.cancel();
        DriverClient client = session.client();
        Optional<Drain.Result> drained = client == null ? Optional.empty() : drain(client);
        List<String> lingering = shutDown(client);
        DrainReport report = report(drained, lingering);
        DrainFlight.land(flight, report);
        if (!nothingAdmitted) {
            session.cell().tell(facts -> new Drained(facts, report));
        }
        return report;
    }

    private Optional<Drain.Result> drain(DriverClient client) {
        Duration grace = nothingAdmitted ? Duration.ZERO : session.options().closeGrace();
        try {
            return Optional.of(new Drain(client.generation(), time).await(grace));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** Closes the client and waits for the threads; returns the names of those that have not ended. */
    private List<String> shutDown(@Nullable DriverClient client) {
        long end = time.nanos() + SHUTDOWN.toNanos();
        if (client != null) {
            session.send("shutdown", () -> session.dismiss(client));
        }
        return session.awaitThreads(end);
    }

    private DrainReport report(Optional<Drain.Result> drained, List<String> lingering) {
        return drained.map(result -> new DrainReport(
                        result.finished(),
                        refusedWaiters,
                        result.cut(),
                        result.withoutDetail(),
                        result.waited(),
                        !result.cut().isEmpty() || result.withoutDetail() > 0,
                        lingering))
                .orElse(new DrainReport(0, refusedWaiters, List.of(), 0, Duration.ZERO, false, lingering));
    }
}
