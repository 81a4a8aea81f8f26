package dev.meerkat.internal.watch;

import com.mongodb.MongoChangeStreamException;
import com.mongodb.MongoException;
import dev.meerkat.diagnosis.Diagnosis;
import dev.meerkat.diagnosis.Problem;
import dev.meerkat.error.MeerkatException;
import dev.meerkat.watch.StreamEnd.Reason;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether a stream can go on after a failure. It can after everything that passes by itself, and after the answers that the drivers'
 * specification of change streams calls resumable; the other answers of a server would only come again.
 */
final class StreamFailures {
    private static final Set<Integer> RESUMABLE =
            Set.of(6, 7, 43, 63, 89, 91, 133, 150, 189, 234, 262, 9001, 10107, 11600, 11602, 13388, 13435, 13436);
    private static final Set<Problem> REFUSALS = Set.of(
            Problem.DOCUMENT_TOO_LARGE,
            Problem.NOT_AUTHORIZED,
            Problem.READ_ONLY,
            Problem.REPLICA_SET_REQUIRED,
            Problem.SERVER_ERROR,
            Problem.STREAM_TOKEN_REFUSED);

    private StreamFailures() {}

    /** Why the stream ends, whose cursor was {@code opened} before the failure or not; null if it goes on. */
    static @Nullable Reason verdict(RuntimeException failure, boolean opened) {
        if (failure instanceof MeerkatException || failure instanceof IllegalStateException) {
            return null; // the gate, or a cursor or client that was closed: the connection's state says what to do
        }
        if (!(failure instanceof MongoException answer)) {
            return opened ? Reason.UNREADABLE : Reason.REFUSED; // the driver refuses options before it asks
        }
        if (answer instanceof MongoChangeStreamException) {
            return Reason.REFUSED; // the pipeline takes the token out of the events
        }
        Problem problem = Diagnosis.of(answer).problem();
        if (problem == Problem.STREAM_HISTORY_LOST || answer.hasErrorLabel("NonResumableChangeStreamError")) {
            return Reason.HISTORY_LOST;
        }
        boolean resumable = RESUMABLE.contains(answer.getCode()) || answer.hasErrorLabel("ResumableChangeStreamError");
        return !resumable && REFUSALS.contains(problem) ? Reason.REFUSED : null;
    }

    /** The explanation of a failure that ends a stream so. */
    static Diagnosis diagnosis(Reason reason, RuntimeException failure) {
        Diagnosis own = Diagnosis.of(failure);
        return switch (reason) {
            case UNREADABLE ->
                Diagnosis.of(
                        Problem.STREAM_UNREADABLE,
                        "a change could not be decoded: " + failure.getClass().getName() + " was thrown",
                        null,
                        failure);
            case HISTORY_LOST ->
                own.problem() == Problem.STREAM_HISTORY_LOST
                        ? own
                        : Diagnosis.of(
                                Problem.STREAM_HISTORY_LOST,
                                own.message(),
                                own.host().orElse(null),
                                failure);
            default -> own;
        };
    }
}
