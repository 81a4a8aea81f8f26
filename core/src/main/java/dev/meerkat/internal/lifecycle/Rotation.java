package dev.meerkat.internal.lifecycle;

import dev.meerkat.diagnosis.Diagnosis;
import dev.meerkat.diagnosis.Problem;
import dev.meerkat.internal.driver.DriverClient;
import dev.meerkat.stats.DrainReport;
import dev.meerkat.stats.RotationReport;
import java.time.Duration;
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
    /** What the end of the old client may take beyond the drain, with something to spare. */
    private static final Duration SHUTDOWN = Duration.ofMillis(600);

    private final Session present;
    private final Session next;
    private final Set<String> changed;
    private final CompletableFuture<DrainReport> end = new CompletableFuture<>();
    private volatile @Nullable DriverClient retired;
    private volatile DrainReport drained = DrainReport.EMPTY;

    Rotation(Session present, Session next) {
        this.present = present;
        this.next = next;
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
        int number = present.attempt();
        next.attempt(number);
        try {
            Diagnosis failure = new Guard(next).attempt(number).orElse(null);
            DriverClient proven = next.client();
            if (failure == null && proven != null) {
                proven.facts().evidence().verified();
            }
            return failure;
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
        drained = new Closing(next, true, 0, Duration.ZERO, null).end(Duration.ZERO);
    }

    /** Lets the new session stand guard, and the old one's work finish; then closes the old client. */
    RotationReport retire() {
        next.first().complete(Outcome.success(next.attempt()));
        next.begin(() -> new Guard(next).stand());
        DriverClient old = present.client();
        retired = old;
        drained = new Closing(present, false, 0, Waiting.FOR_EVER, null)
                .end(next.options().closeGrace());
        retired = null;
        return new RotationReport(changed, old == null || sameDeployment(old), drained);
    }

    private boolean sameDeployment(DriverClient old) {
        DriverClient now = next.client();
        return now != null && now.generation().deployment() == old.generation().deployment();
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

    /** Waits for the end, for a drain no longer than {@code most}; the report of what it cut, empty if it does not end in time. */
    DrainReport awaited(Duration most) {
        Duration grace = next.options().closeGrace();
        long limit = (grace.compareTo(most) < 0 ? grace : most).plus(SHUTDOWN).toMillis();
        return end.copy()
                .completeOnTimeout(DrainReport.EMPTY, limit, TimeUnit.MILLISECONDS)
                .join();
    }
}
