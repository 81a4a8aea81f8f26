package dev.meerkat.internal.gate;

import dev.meerkat.ConnectionState;
import dev.meerkat.diagnosis.Diagnosis;
import dev.meerkat.diagnosis.Problem;
import dev.meerkat.error.ConnectionClosedException;
import dev.meerkat.error.ConnectionUnavailableException;
import dev.meerkat.error.MeerkatException;
import dev.meerkat.error.WaitInterruptedException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The exceptions of the gate: each names connection, operation, namespace, state, time waited and the last diagnosis. Source: contract G3, G4. */
final class Refusals {
    private final String connection;

    Refusals(String connection) {
        this.connection = connection;
    }

    MeerkatException atOnce(Passage passage, String operation, String namespace) {
        return switch (passage.state()) {
            case NEW -> closed(Problem.NOT_OPENED, "the connection was never opened", passage, operation, namespace);
            case DRAINING -> closed(
                    Problem.DRAINING, "the connection is closing and takes no new work", passage, operation, namespace);
            case FAILED -> closed(
                    problemOf(passage, Problem.NOT_OPENED), "the first connect gave up", passage, operation, namespace);
            case INTERRUPTED -> unavailable(
                    problemOf(passage, Problem.NOT_CONNECTED),
                    "the connection is lost and waiting cannot help",
                    passage,
                    operation,
                    namespace,
                    null);
            default -> closed(Problem.CLOSED, "the connection is closed", passage, operation, namespace);
        };
    }

    MeerkatException failFast(Passage passage, String operation, String namespace) {
        return unavailable(
                Problem.NOT_CONNECTED,
                "there is no connection and bufferCommands is off",
                passage,
                operation,
                namespace,
                null);
    }

    MeerkatException tooMany(Passage passage, String operation, String namespace, int limit) {
        String what = "already " + limit + " callers wait (maxBuffered)";
        return unavailable(Problem.TOO_MANY_WAITING, what, passage, operation, namespace, null);
    }

    MeerkatException inVain(Passage passage, String operation, String namespace, Duration waited) {
        return unavailable(
                Problem.BUFFER_TIMEOUT, "waited for the connection in vain", passage, operation, namespace, waited);
    }

    MeerkatException closedWhileWaiting(Passage passage, String operation, String namespace) {
        return closed(
                Problem.CLOSED, "the connection was closed while the operation waited", passage, operation, namespace);
    }

    MeerkatException interrupted(Passage passage, String operation, String namespace, InterruptedException cause) {
        Diagnosis diagnosis = Diagnosis.of(
                Problem.WAIT_INTERRUPTED,
                "the thread was interrupted while it waited for the connection",
                null,
                cause);
        return new WaitInterruptedException(text(diagnosis, passage, operation, namespace, null), diagnosis, cause);
    }

    private static Problem problemOf(Passage passage, Problem otherwise) {
        return passage.diagnosis() == null ? otherwise : passage.diagnosis().problem();
    }

    private MeerkatException closed(Problem problem, String what, Passage passage, String operation, String namespace) {
        Diagnosis diagnosis = Diagnosis.of(problem, what, null, null);
        return new ConnectionClosedException(text(diagnosis, passage, operation, namespace, null), diagnosis, null);
    }

    private MeerkatException unavailable(
            Problem problem,
            String what,
            Passage passage,
            String operation,
            String namespace,
            @Nullable Duration waited) {
        Diagnosis diagnosis = Diagnosis.of(problem, what, null, null);
        String text = text(diagnosis, passage, operation, namespace, waited);
        return new ConnectionUnavailableException(text, diagnosis, null);
    }

    private String text(
            Diagnosis diagnosis, Passage passage, String operation, String namespace, @Nullable Duration waited) {
        StringBuilder text = new StringBuilder(diagnosis.code())
                .append(": ")
                .append(diagnosis.message())
                .append(" (connection=")
                .append(connection)
                .append(", operation=")
                .append(operation)
                .append(", namespace=")
                .append(namespace)
                .append(", state=")
                .append(passage.state());
        if (waited != null) {
            text.append(", waited=").append(waited.toMillis()).append("ms");
        }
        text.append(").");
        Diagnosis last = passage.diagnosis();
        if (last != null && passage.state() != ConnectionState.CLOSED) {
            text.append(" Last failure: ").append(last);
        } else {
            text.append(" Fix: ").append(diagnosis.fix());
        }
        return text.toString();
    }
}
