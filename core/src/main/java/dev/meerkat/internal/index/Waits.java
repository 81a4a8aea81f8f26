package dev.meerkat.internal.index;

import dev.meerkat.diagnosis.Diagnosis;
import dev.meerkat.diagnosis.Problem;
import dev.meerkat.error.ConnectionClosedException;
import dev.meerkat.error.ConnectionUnavailableException;
import dev.meerkat.error.MeerkatException;
import dev.meerkat.error.WaitInterruptedException;
import java.time.Duration;

/** Why a wait for indexes did not bring them. */
final class Waits {
    private Waits() {}

    static MeerkatException closed(String connection) {
        Diagnosis diagnosis = Diagnosis.of(
                Problem.CLOSED, "the connection is not open, so nobody works on the models' indexes", null, null);
        return new ConnectionClosedException(text(diagnosis, connection), diagnosis, null);
    }

    static MeerkatException late(String connection, Duration timeout) {
        Diagnosis diagnosis = Diagnosis.of(
                        Problem.AWAIT_TIMEOUT, "the models' indexes were not done within " + timeout, null, null)
                .withFix("Wait longer; Meerkat goes on with them in the background");
        return new ConnectionUnavailableException(text(diagnosis, connection), diagnosis, null);
    }

    static MeerkatException interrupted(String connection, InterruptedException cause) {
        Thread.currentThread().interrupt();
        Diagnosis diagnosis = Diagnosis.of(
                Problem.WAIT_INTERRUPTED, "the thread was interrupted while it waited for indexes", null, cause);
        return new WaitInterruptedException(text(diagnosis, connection), diagnosis, cause);
    }

    private static String text(Diagnosis diagnosis, String connection) {
        return diagnosis.code() + ": " + diagnosis.message() + " (connection=" + connection + "). Fix: "
                + diagnosis.fix();
    }
}
