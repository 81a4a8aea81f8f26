package dev.meerkat.examples.api;

import com.mongodb.MongoException;
import com.mongodb.MongoNodeIsRecoveringException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoTimeoutException;
import dev.meerkat.diagnosis.Diagnosis;
import dev.meerkat.error.ConnectionClosedException;
import dev.meerkat.error.ConnectionUnavailableException;
import dev.meerkat.error.ValidationException;
import dev.meerkat.error.Violation;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;

/** Which answer a failure is. What a client may not know, hosts and stacks, stays in the log. */
final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    /** For the body {@code null}. */
    static final Answer NO_ORDER = invalid(List.of(new Refusal.Problem("", "type", "is null instead of an order")));

    private Failures() {}

    static Answer answer(RuntimeException failure) {
        if (failure instanceof ValidationException invalid) {
            return invalid(invalid.violations().stream().map(Failures::problem).toList());
        }
        if (failure instanceof StreamReadException malformed) {
            return Answer.refused(400, "MALFORMED-JSON", "this is no JSON: " + malformed.getOriginalMessage());
        }
        if (failure instanceof JacksonException unfit) {
            return invalid(List.of(new Refusal.Problem(path(unfit), "type", "is unknown or of another type")));
        }
        if (passes(failure)) {
            String code = Diagnosis.of(failure).code();
            LOG.debug("unavailable", failure);
            String message = "orders cannot be reached for now; the same request may be sent again";
            return new Answer(503, Refusal.later(code, message));
        }
        LOG.error("a request failed", failure);
        return Answer.refused(500, "INTERNAL", "this is our fault; it was noted");
    }

    private static Answer invalid(List<Refusal.Problem> problems) {
        return new Answer(400, new Refusal("INVALID-ORDER", "the order breaks the rules", problems, null));
    }

    private static Refusal.Problem problem(Violation violation) {
        String path = violation.path().equals("_id") ? "id" : violation.path(); // as it is called in the address
        return new Refusal.Problem(path, violation.rule(), violation.message());
    }

    private static String path(JacksonException unfit) {
        return unfit.getPath().stream()
                .map(step -> step.getPropertyName() == null ? "" + step.getIndex() : step.getPropertyName())
                .collect(Collectors.joining("."));
    }

    /** Whether it says nothing against the request: there was no connection, no primary, or the network broke off. */
    private static boolean passes(RuntimeException failure) {
        return failure instanceof ConnectionUnavailableException
                || failure instanceof ConnectionClosedException
                || failure instanceof MongoTimeoutException
                || failure instanceof MongoSocketException
                || failure instanceof MongoNotPrimaryException
                || failure instanceof MongoNodeIsRecoveringException
                || failure instanceof MongoException labelled && labelled.hasErrorLabel("RetryableWriteError");
    }
}
