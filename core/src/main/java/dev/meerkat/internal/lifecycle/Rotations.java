package dev.meerkat.internal.lifecycle;

import dev.meerkat.ConnectionState;
import dev.meerkat.diagnosis.Diagnosis;
import dev.meerkat.diagnosis.Problem;
import dev.meerkat.error.InvalidOptionsException;
import dev.meerkat.error.MeerkatException;
import dev.meerkat.event.ReconfigureFailed;
import dev.meerkat.event.Reconfigured;
import dev.meerkat.options.ConnectionOptions;
import dev.meerkat.stats.RotationReport;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Takes a connection's rotations one after the other, each on a thread of its own that ends with it.
 *
 * <p>Thread safety: safe; its monitor guards {@link #last}, under which a thread may be started. Source: contract R1, S14.
 */
final class Rotations {
    /** The option that a rotation cannot change. */
    private static final String FIXED = "signals";

    private final String connection;
    private final Lifecycle lifecycle;
    private final StateCell cell;
    private final Waiting waiting;
    private final Consumer<Session> whenReplaced;
    private CompletableFuture<?> last = CompletableFuture.completedFuture(null);

    /**
     * Rotations of one connection.
     *
     * @param whenReplaced is told each session that has taken another's place; must not wait
     */
    Rotations(String connection, Lifecycle lifecycle, StateCell cell, Consumer<Session> whenReplaced) {
        this.connection = connection;
        this.lifecycle = lifecycle;
        this.cell = cell;
        this.waiting = new Waiting(connection);
        this.whenReplaced = whenReplaced;
    }

    /** Begins when the rotations before have ended; {@code change} makes complete options of those that are in force then, and may throw. */
    CompletableFuture<RotationReport> begin(UnaryOperator<ConnectionOptions> change) {
        return begin(null, change);
    }

    /** As {@link #begin(UnaryOperator)}, for {@code only} that session: if its turn comes after it, nobody is told but the future. */
    synchronized CompletableFuture<RotationReport> begin(
            @Nullable Session only, UnaryOperator<ConnectionOptions> change) {
        CompletableFuture<RotationReport> turn =
                last.handle((report, failure) -> true).thenApplyAsync(any -> rotate(only, change), this::start);
        last = turn;
        return turn;
    }

    /** As {@link #begin(UnaryOperator)}, for a change of single options, to which {@code sources} add; a future of the caller's own. */
    CompletableFuture<RotationReport> begin(
            Consumer<ConnectionOptions.Builder> change, UnaryOperator<ConnectionOptions> sources) {
        UnaryOperator<ConnectionOptions> whole = present -> {
            ConnectionOptions.Builder builder = present.toBuilder();
            change.accept(builder);
            return sources.apply(builder.build());
        };
        return begin(whole).copy();
    }

    private void start(Runnable work) {
        Thread thread = new Thread(work, "meerkat-" + connection + "-rotate");
        thread.setDaemon(true);
        thread.start();
    }

    private RotationReport rotate(@Nullable Session only, UnaryOperator<ConnectionOptions> change) {
        Session present = replaceable();
        if (only != null && only != present) {
            throw waiting.closed(Rotation.closedMeanwhile());
        }
        ConnectionOptions before = present.options();
        ConnectionOptions wanted = change.apply(before);
        wanted.uri();
        refuseFixed(before.differences(wanted));
        Rotation rotation = lifecycle.rotate(present, wanted);
        if (rotation == null) {
            throw waiting.closed(Rotation.closedMeanwhile());
        }
        try {
            return rotate(rotation);
        } finally {
            lifecycle.ended(rotation);
        }
    }

    private Session replaceable() {
        Session present = lifecycle.replaceable();
        if (present == null) {
            String what = "only an open connection can be reconfigured, and this one is " + cell.state();
            throw waiting.closed(Diagnosis.of(Problem.NOT_RECONFIGURABLE, what, null, null));
        }
        return present;
    }

    private void refuseFixed(Set<String> differing) {
        if (differing.contains(FIXED)) {
            String what = FIXED + " belongs to the whole process and cannot be changed by a reconfigure";
            Diagnosis diagnosis = Diagnosis.of(Problem.INVALID_OPTIONS, what, null, null)
                    .withFix("Leave it as it is; closeOnSignals() turns signals on at any time");
            throw new InvalidOptionsException(waiting.text(diagnosis, ""), diagnosis, null);
        }
    }

    private RotationReport rotate(Rotation rotation) {
        boolean replaced = false;
        Diagnosis failure = null;
        try {
            failure = rotation.prove();
            replaced = failure == null && lifecycle.replace(rotation);
        } finally {
            if (!replaced) {
                rotation.undo();
            }
        }
        if (!replaced) {
            throw failed(failure == null ? Rotation.closedMeanwhile() : failure);
        }
        rotation.standGuard();
        try {
            whenReplaced.accept(rotation.next());
        } catch (RuntimeException | Error broken) {
            retire(rotation);
            throw broken;
        }
        return retire(rotation);
    }

    private RotationReport retire(Rotation rotation) {
        RotationReport report = rotation.retire();
        cell.tell(facts -> new Reconfigured(facts, report));
        return report;
    }

    private MeerkatException failed(Diagnosis failure) {
        cell.tell(facts -> new ReconfigureFailed(facts, failure), () -> cell.state() != ConnectionState.CLOSED);
        return failure.problem() == Problem.CLOSED ? waiting.closed(failure) : waiting.notReconfigured(failure);
    }
}
