package dev.meerkat.internal.lifecycle;

import dev.meerkat.diagnosis.Diagnosis;
import dev.meerkat.diagnosis.Problem;
import dev.meerkat.internal.driver.DriverClient;
import dev.meerkat.internal.gate.Drain;
import dev.meerkat.internal.time.TimeSource;
import dev.meerkat.stats.DrainReport;
import dev.meerkat.stats.RotationReport;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One rotation: a session with other options is opened and proven beside the present one, takes its place, and the old one drains and is
 * closed. There is one at a time for each connection.
 *
 * <p>Confined to the thread that rotates, but for {@link #cancel}, {@link #retiring} and {@link #awaited}. Source: contract R1, S14.
 */
final class Rotation {
    /** What the end of either client may take beyond the drain, as in a close. */
    private static final Duration SHUTDOWN = Duration.ofMillis(300);

    private final Session present;
    private final Session next;
    private final TimeSource time;
    private final Set<String> changed;
    private final CompletableFuture<DrainReport> end = new CompletableFuture<>();
    private volatile @Nullable DriverClient retired;
    private volatile DrainReport drained = DrainReport.EMPTY;

    Rotation(Session present, Session next) {
        this.present = present;
        this.next = next;
        this.time = present.time();
        this.changed = present.options().differences(next.options());
    }

    Session present() {
        return present;
    }

    Session next() {
        return next;
    }

    /** Makes the new client and proves its deployment; null if that succeeded, else why not. Nothing of the present session is touched. */
    @Nullable
    Diagnosis prove() {
        next.attempt(present.attempt());
        try {
            return new Guard(next).attempt().orElse(null);
        } catch (InterruptedException cancelled) {
            return closedMeanwhile();
        }
    }

    static Diagnosis closedMeanwhile() {
        return Diagnosis.of(
                Problem.CLOSED, "the connection was closed, or gave up, while it was being reconfigured", null, null);
    }

    /** Closes what was made for nothing; waits for its sockets and threads. */
    void undo() {
        drained = shutDown(next);
    }

    /** Lets the new session stand guard, and the old one's work finish; then closes the old client. */
    RotationReport retire() {
        next.first().complete(Outcome.success(next.attempt()));
        next.begin(() -> new Guard(next).stand());
        DriverClient old = present.client();
        retired = old;
        if (old != null) {
            drained = drain(old);
        }
        drained = drained.and(shutDown(present));
        retired = null;
        boolean sameDeployment = old == null || sameDeployment(old);
        return new RotationReport(changed, sameDeployment, drained);
    }

    private boolean sameDeployment(DriverClient old) {
        DriverClient now = next.client();
        return now != null && now.generation().deployment() == old.generation().deployment();
    }

    private DrainReport drain(DriverClient old) {
        Drain.Result result;
        try {
            result = new Drain(old.generation(), time).await(next.options().closeGrace());
        } catch (InterruptedException impossible) {
            throw new IllegalStateException("nobody interrupts a rotation", impossible);
        }
        boolean forced = !result.cut().isEmpty() || result.withoutDetail() > 0;
        return new DrainReport(
                result.finished(), 0, result.cut(), result.withoutDetail(), result.waited(), forced, List.of());
    }

    /** Ends a session that has nothing in flight any more; tells which of its threads have not ended. */
    private DrainReport shutDown(Session session) {
        session.cancel();
        DriverClient client = session.client();
        session.adopt(null);
        if (client != null) {
            session.send("shutdown", () -> session.dismiss(client));
        }
        List<String> lingering = session.awaitThreads(time.nanos() + SHUTDOWN.toNanos());
        return new DrainReport(0, 0, List.of(), 0, Duration.ZERO, false, lingering);
    }

    /** The connection is being closed: ends the proof at once; a drain that has begun goes on to its own end. */
    void cancel() {
        if (!next.serving()) {
            next.cancel();
        }
    }

    /** Work in flight on the client that was replaced. */
    long retiring() {
        DriverClient old = retired;
        return old == null ? 0 : old.generation().inFlight();
    }

    /** Nothing of it runs any more. */
    void end() {
        end.complete(drained);
    }

    /** Waits for the end; the report of what it cut, empty if it does not end in time. */
    DrainReport awaited() {
        long most = next.options().closeGrace().plus(SHUTDOWN).plus(SHUTDOWN).toMillis();
        return end.completeOnTimeout(DrainReport.EMPTY, most, TimeUnit.MILLISECONDS)
                .join();
    }
}
