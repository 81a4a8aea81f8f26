package dev.meerkat.internal.lifecycle;

import dev.meerkat.event.Drained;
import dev.meerkat.internal.driver.DriverClient;
import dev.meerkat.internal.gate.Drain;
import dev.meerkat.internal.jfr.DrainFlight;
import dev.meerkat.internal.time.TimeSource;
import dev.meerkat.stats.DrainReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Closes one session: lets what is in flight finish, forces the rest, closes the driver's client and waits for its threads.
 *
 * <p>Runs on a thread of its own, so that an interrupted caller leaves the close running. Its monitor guards {@link #most} and
 * {@link #drains}, which {@link #hurry} changes from outside. Source: contract C1.
 */
final class Closing {
    /** What a close may wait for sockets and threads beyond the drain; below the contract's 500 ms by the cost of telling it. */
    private static final Duration SHUTDOWN = Duration.ofMillis(300);

    private final Session session;
    private final boolean nothingAdmitted;
    private final int refusedWaiters;
    private final @Nullable Rotation rotation;
    private final TimeSource time;
    private Duration most;
    private List<Drain> drains = List.of();

    /**
     * Prepares the close of a session whose state is DRAINING already.
     *
     * @param most what its grace is cut to
     * @param rotation the one that runs, if any does
     */
    Closing(Session session, boolean nothingAdmitted, int refusedWaiters, Duration most, @Nullable Rotation rotation) {
        this.session = session;
        this.nothingAdmitted = nothingAdmitted;
        this.refusedWaiters = refusedWaiters;
        this.most = most;
        this.rotation = rotation;
        this.time = session.time();
    }

    DrainReport run() {
        DrainFlight flight = DrainFlight.begin(session.connection());
        Duration grace = grace();
        long begun = time.nanos();
        DrainReport own = end(nothingAdmitted ? Duration.ZERO : grace);
        DrainReport report = rotation == null ? own : own.and(rotation.awaited(grace.minusNanos(time.nanos() - begun)));
        session.leaks().forget();
        DrainFlight.land(flight, report);
        if (!nothingAdmitted) {
            session.cell().tell(facts -> new Drained(facts, report));
        }
        return report;
    }

    private synchronized Duration grace() {
        return shorter(session.options().closeGrace(), most);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** Lets the drain end in {@code grace} from now at the latest, whether it has begun or not; never later than it would. */
    synchronized void hurry(Duration grace) {
        most = shorter(most, grace);
        drains.forEach(each -> each.endIn(grace));
    }

    /** As {@link #run()}, of a session alone that may no longer be the connection's, and told to nobody. */
    DrainReport end(Duration grace) {
        session.cancel();
        List<DriverClient> clients = session.takeClients();
        Optional<Drain.Result> drained = clients.isEmpty() ? Optional.empty() : drain(clients, grace);
        return report(drained, shutDown(clients));
    }

    /** All clients share one grace. */
    private Optional<Drain.Result> drain(List<DriverClient> clients, Duration grace) {
        long begun = time.nanos();
        try {
            List<Drain.Result> results = new ArrayList<>();
            for (Drain each : begin(clients)) {
                results.add(each.await(grace.minusNanos(time.nanos() - begun)));
            }
            return Optional.of(Drain.Result.ofAll(results, Duration.ofNanos(time.nanos() - begun)));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** A hurry before is heard here, one after by the drains themselves. */
    private synchronized List<Drain> begin(List<DriverClient> clients) {
        drains = clients.stream()
                .map(client -> new Drain(client.generation(), time))
                .toList();
        drains.forEach(each -> each.endIn(most));
        return drains;
    }

    /** Closes the clients and waits for the threads; returns the names of those that have not ended. */
    private List<String> shutDown(List<DriverClient> clients) {
        long end = time.nanos() + SHUTDOWN.toNanos();
        clients.forEach(client -> session.send("shutdown", () -> session.dismiss(client)));
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
