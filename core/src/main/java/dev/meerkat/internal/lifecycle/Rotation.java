package dev.meerkat.internal.lifecycle;

import dev.meerkat.diagnosis.Diagnosis;
import dev.meerkat.diagnosis.Problem;
import dev.meerkat.internal.driver.DriverClient;
import dev.meerkat.internal.time.TimeSource;
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
 * <p>Confined to the thread that rotates, but for {@link #cancel}, {@link #ended} and {@link #awaited}. Source: contract R1, S14.
 */
final class Rotation {
    /** What the end of the old client may take beyond the drain, with something to spare. */
    private static final Duration SHUTDOWN = Duration.ofMillis(600);

    private final Session present;
    private final Session next;
    private final Closing leaving;
    private final Set<String> changed;
    private final CompletableFuture<DrainReport> end = new CompletableFuture<>();
    private volatile DrainReport drained = DrainReport.EMPTY;
    private volatile boolean sameDeployment = true;

    Rotation(Session present, Session next) {
        this.present = present;
        this.next = next;
        this.leaving = new Closing(present, false, 0, TimeSource.FOR_EVER, null);
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
        int number = Math.max(1, present.attempt()); // a guard that was just begun counts none yet
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

    /** Told in the switch whether it led to the deployment that the connection led to last. */
    void sameDeployment(boolean same) {
        sameDeployment = same;
    }

    /** Lets the new session stand guard. */
    void standGuard() {
        next.first().complete(Outcome.success(next.attempt()));
        next.begin(() -> new Guard(next).stand());
    }

    /** Lets the old session's work finish, then closes the old client. */
    RotationReport retire() {
        drained = leaving.end(next.options().closeGrace());
        return new RotationReport(changed, sameDeployment, drained);
    }

    /** The connection is being closed: ends the proof at once, a drain in {@code most} from now, or at its own end before that. */
    void cancel(Duration most) {
        if (next.serving()) {
            leaving.hurry(most);
        } else {
            next.cancel();
        }
    }

    /** The first connect of the present session ended; if it gave up, there is nothing to take over any more. */
    void presentEnded(Outcome outcome) {
        if (!outcome.connected()) {
            cancel(TimeSource.FOR_EVER);
        }
    }

    /** Nothing of it runs any more. */
    void end() {
        end.complete(drained);
    }

    /** Completed when nothing of it runs any more, with the report of what it cut. */
    CompletableFuture<DrainReport> ended() {
        return end.copy();
    }

    /** Waits for the end, which comes when {@code grace} is over and the client is closed; the report of what it cut, empty if it is late. */
    DrainReport awaited(Duration grace) {
        long limit = Math.max(0, grace.toMillis()) + SHUTDOWN.toMillis();
        return ended().completeOnTimeout(DrainReport.EMPTY, limit, TimeUnit.MILLISECONDS)
                .join();
    }
}
