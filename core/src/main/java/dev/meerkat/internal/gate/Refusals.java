package dev.meerkat.internal.gate;

import dev.meerkat.ConnectionState;
import dev.meerkat.diagnosis.Diagnosis;
import dev.meerkat.diagnosis.Problem;
import dev.meerkat.error.ConnectionClosedException;
import dev.meerkat.error.ConnectionUnavailableException;
import dev.meerkat.error.MeerkatException;
import dev.meerkat.error.WaitInterruptedException;
import java.time.Duration;

/** The exceptions of the gate: each names connection, operation, namespace, state, time waited and the last diagnosis. Source: contract G3, G4. */
final class Refusals {
    private final String connection;
    private volatile boolean removed;

    Refusals(String connection) {
        this.connection = connection;
    }

    /** A closed connection is one that was removed, from now on. */
    void remove() {
        removed = true;
    }

    MeerkatException atOnce(Passage passage, String operation, String namespace, Duration waited) {
        return switch (passage.state()) {
            case NEW ->
                closed(
                        told(Problem.NOT_OPENED, "the connection was never opened"),
                        passage,
                        operation,
                        namespace,
                        waited);
            case DRAINING ->
                closed(
                        told(Problem.DRAINING, "the connection is closing and takes no new work"),
                        passage,
                        operation,
                        namespace,
                        waited);
            case FAILED ->
                closed(
                        last(passage, told(Problem.NOT_OPENED, "the first connect gave up")),
                        passage,
                        operation,
                        namespace,
                        waited);
            case INTERRUPTED ->
                unavailable(
                        last(passage, told(Problem.NOT_CONNECTED, "the connection is lost and waiting cannot help")),
                        passage,
                        operation,
                        namespace,
                        waited);
            default -> closed(shut(), passage, operation, namespace, waited);
        };
    }

    MeerkatException failFast(Passage passage, String operation, String namespace) {
        Diagnosis why = told(Problem.NOT_CONNECTED, "there is no connection and bufferCommands is off");
        return unavailable(why, passage, operation, namespace, Duration.ZERO);
    }

    MeerkatException tooMany(Passage passage, String operation, String namespace, Duration waited, int limit) {
        Diagnosis why = told(Problem.TOO_MANY_WAITING, "already " + limit + " callers wait (maxBuffered)");
        return unavailable(why, passage, operation, namespace, waited);
    }

    MeerkatException inVain(Passage passage, String operation, String namespace, Duration waited) {
        Diagnosis why = told(Problem.BUFFER_TIMEOUT, "waited for the connection in vain");
        return unavailable(why, passage, operation, namespace, waited);
    }

    MeerkatException closedWhileWaiting(Passage passage, String operation, String namespace, Duration waited) {
        Diagnosis why = told(Problem.CLOSED, "the connection was closed while the operation waited");
        return closed(why, passage, operation, namespace, waited);
    }

    MeerkatException interrupted(
            Passage passage, String operation, String namespace, Duration waited, InterruptedException cause) {
        Diagnosis diagnosis = Diagnosis.of(
                Problem.WAIT_INTERRUPTED, "the thread was interrupted while it waited for the connection", null, cause);
        String text = text(diagnosis, passage, operation, namespace, waited);
        return new WaitInterruptedException(text, diagnosis, passage.diagnosis(), cause);
    }

    private Diagnosis shut() {
        return removed
                ? told(Problem.CONNECTION_REMOVED, "the connection was removed from its registry")
                : told(Problem.CLOSED, "the connection is closed");
    }

    private static Diagnosis told(Problem problem, String what) {
        return Diagnosis.of(problem, what, null, null);
    }

    private static Diagnosis last(Passage passage, Diagnosis otherwise) {
        return passage.diagnosis() == null ? otherwise : passage.diagnosis();
    }

    private MeerkatException closed(
            Diagnosis why, Passage passage, String operation, String namespace, Duration waited) {
        String text = text(why, passage, operation, namespace, waited);
        return new ConnectionClosedException(text, why, passage.diagnosis(), null);
    }

    private MeerkatException unavailable(
            Diagnosis why, Passage passage, String operation, String namespace, Duration waited) {
        String text = text(why, passage, operation, namespace, waited);
        return new ConnectionUnavailableException(text, why, passage.diagnosis(), null);
    }

    private String text(Diagnosis diagnosis, Passage passage, String operation, String namespace, Duration waited) {
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
        text.append(", waited=").append(waited.toMillis()).append("ms).");
        Diagnosis last = passage.diagnosis();
        if (last != null && last != diagnosis && passage.state() != ConnectionState.CLOSED) {
            return text.append(" Last failure: ").append(last).toString();
        }
        return text.append(" Fix: ").append(diagnosis.fix()).toString();
    }
}
