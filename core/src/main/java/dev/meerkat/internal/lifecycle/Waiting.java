package dev.meerkat.internal.lifecycle;

import dev.meerkat.ConnectionState;
import dev.meerkat.diagnosis.Diagnosis;
import dev.meerkat.diagnosis.Problem;
import dev.meerkat.error.ConnectFailedException;
import dev.meerkat.error.ConnectionClosedException;
import dev.meerkat.error.ConnectionSettingsConflict;
import dev.meerkat.error.ConnectionUnavailableException;
import dev.meerkat.error.MeerkatException;
import dev.meerkat.error.ReconfigureFailedException;
import dev.meerkat.error.WaitInterruptedException;
import dev.meerkat.internal.dispatch.Dispatcher;
import dev.meerkat.internal.time.TimeSource;
import dev.meerkat.options.Startup;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Waits for what a session's threads bring, and says in an exception why it did not come. Immutable. Source: contract O1, O6, S3, S7, S12. */
final class Waiting {
    private final String connection;

    Waiting(String connection) {
        this.connection = connection;
    }

    /** The value of {@code future}, however long it takes. */
    <T> T forResult(CompletableFuture<T> future) {
        T result = forResult(future, TimeSource.FOR_EVER);
        if (result == null) {
            throw new IllegalStateException("a century passed");
        }
        return result;
    }

    /** The value of {@code future}, or null when the time is up. */
    <T> @Nullable T forResult(CompletableFuture<T> future, Duration timeout) {
        try {
            return future.get(Math.max(0, timeout.toMillis()), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            return null;
        } catch (InterruptedException interrupted) {
            throw interrupted(interrupted);
        } catch (ExecutionException broken) {
            if (broken.getCause() instanceof RuntimeException thrown) {
                throw thrown;
            }
            throw new IllegalStateException(broken.getCause());
        }
    }

    /** Waits for the outcome that all callers share; one that joined a connect in the background waits no longer than its own limit. */
    void forFirst(Session session, Duration timeout, StateCell cell, Dispatcher dispatcher) {
        boolean endsItself = session.options().startup() == Startup.REQUIRED;
        Outcome outcome = forResult(session.first(), endsItself ? TimeSource.FOR_EVER : timeout);
        if (outcome == null) {
            throw inVain(timeout, cell.snapshot().diagnosis());
        }
        if (!outcome.connected()) {
            dispatcher.awaitDelivered();
            throw failed(outcome);
        }
    }

    /** Waits until the state is another than {@code present}, for what is left of {@code timeout}. */
    void forOther(StateCell cell, ConnectionState present, Duration left, Duration timeout) {
        try {
            if (!cell.awaitOther(present, left.toNanos())) {
                throw inVain(timeout, cell.snapshot().diagnosis());
            }
        } catch (InterruptedException interrupted) {
            throw interrupted(interrupted);
        }
    }

    MeerkatException removed() {
        return closed(Problem.CONNECTION_REMOVED, "the connection was removed from its registry");
    }

    MeerkatException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        Diagnosis diagnosis = Diagnosis.of(
                Problem.WAIT_INTERRUPTED, "the thread was interrupted while it waited for the connection", null, cause);
        return new WaitInterruptedException(text(diagnosis, ""), diagnosis, cause);
    }

    /** For callers of a first connect that did not succeed. */
    MeerkatException failed(Outcome outcome) {
        Diagnosis failure = outcome.failure();
        if (failure == null) {
            return closed(Problem.CONNECT_CANCELLED, "the connection was closed while it connected");
        }
        String text = text(failure, ", attempts=" + outcome.attempts());
        return new ConnectFailedException(text, failure, failure.cause().orElse(null));
    }

    MeerkatException closed(Problem problem, String what) {
        Diagnosis diagnosis = Diagnosis.of(problem, what, null, null);
        return closed(diagnosis);
    }

    MeerkatException closed(Diagnosis diagnosis) {
        return new ConnectionClosedException(text(diagnosis, ""), diagnosis, null);
    }

    MeerkatException notReconfigured(Diagnosis failure) {
        return new ReconfigureFailedException(
                text(failure, ""), failure, failure.cause().orElse(null));
    }

    /** For callers whose time is up while the connection is not there; tells the last failure if there is one. */
    MeerkatException inVain(Duration waited, @Nullable Diagnosis last) {
        Diagnosis diagnosis = last != null
                ? last
                : Diagnosis.of(Problem.AWAIT_TIMEOUT, "the connection was not there in time", null, null);
        String text = text(diagnosis, ", waited=" + waited.toMillis() + "ms");
        return new ConnectionUnavailableException(
                text, diagnosis, diagnosis.cause().orElse(null));
    }

    MeerkatException conflict(Set<String> differing) {
        String what = "the connection is live with other values of " + String.join(", ", differing);
        Diagnosis diagnosis = Diagnosis.of(Problem.SETTINGS_CONFLICT, what, null, null);
        return new ConnectionSettingsConflict(text(diagnosis, ""), diagnosis, null);
    }

    String text(Diagnosis diagnosis, String more) {
        String host = diagnosis.host().map(each -> ", host=" + each).orElse("");
        return diagnosis.code() + ": " + diagnosis.message() + " (connection=" + connection + host + more + "). Fix: "
                + diagnosis.fix();
    }
}
