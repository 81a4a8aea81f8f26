package dev.meerkat.internal.lifecycle;

import com.mongodb.MongoClientException;
import com.mongodb.MongoException;
import com.mongodb.MongoOperationTimeoutException;
import com.mongodb.MongoServerUnavailableException;
import com.mongodb.MongoTimeoutException;
import dev.meerkat.ConnectionState;
import dev.meerkat.diagnosis.Diagnosis;
import dev.meerkat.diagnosis.Problem;
import dev.meerkat.error.ConnectionClosedException;
import dev.meerkat.error.MeerkatException;
import dev.meerkat.event.CheckoutTimedOut;
import dev.meerkat.internal.gate.Admission;
import dev.meerkat.internal.gate.Origin;
import dev.meerkat.internal.managed.FailureHook;
import dev.meerkat.internal.time.TimeSource;
import dev.meerkat.stats.CutWork;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Explains the two failures of admitted work about which Meerkat knows more than the driver: who holds the pool, and that a drain was
 * forced. Every other failure passes as the object it is. Source: contract G8, H4.
 */
final class Failures implements FailureHook {
    private static final int TOLD = 10;

    private final String connection;
    private final TimeSource time;
    private final StateCell cell;

    Failures(String connection, TimeSource time, StateCell cell) {
        this.connection = connection;
        this.time = time;
        this.cell = cell;
    }

    @Override
    public RuntimeException translate(RuntimeException failure, String operation, Origin origin, Admission admission) {
        if (failure instanceof MeerkatException) {
            return failure;
        }
        if (failure instanceof MongoTimeoutException timeout && exhausted(timeout)) {
            return exhausted(timeout, operation, origin, admission);
        }
        if (admission.generation().forced() && byTheClose(failure)) {
            return forced(failure, operation, origin);
        }
        return failure;
    }

    private static boolean exhausted(MongoTimeoutException timeout) {
        Problem problem = Diagnosis.of(timeout).problem();
        return problem == Problem.POOL_EXHAUSTED || problem == Problem.TOO_MANY_CONNECTING;
    }

    private RuntimeException exhausted(
            MongoTimeoutException timeout, String operation, Origin origin, Admission admission) {
        if (timeout.getMessage() != null && timeout.getMessage().contains("Held by")) {
            return timeout;
        }
        Diagnosis diagnosis = Diagnosis.of(timeout);
        List<CutWork> holders = admission.generation().holders(diagnosis.host().orElse(""), time.nanos());
        cell.tell(facts -> new CheckoutTimedOut(facts, diagnosis, holders));
        String text = timeout.getMessage() + " (connection=" + connection + ", operation=" + operation + ", namespace="
                + origin.namespace() + "). Held by " + holders(holders) + ". Fix: " + diagnosis.fix();
        MongoTimeoutException told = timeout instanceof MongoOperationTimeoutException
                ? new MongoOperationTimeoutException(text, timeout)
                : new MongoTimeoutException(text, timeout);
        timeout.getErrorLabels().forEach(told::addLabel);
        return told;
    }

    private static String holders(List<CutWork> holders) {
        String shown = holders.stream()
                .limit(TOLD)
                .map(work -> work.operation() + " on " + work.namespace() + " for "
                        + work.age().toMillis() + "ms in thread " + work.thread())
                .collect(Collectors.joining("; "));
        int more = holders.size() - TOLD;
        return holders.isEmpty() ? "nobody known" : more > 0 ? shown + "; and " + more + " more" : shown;
    }

    /** What the driver throws at work whose client was closed under it. */
    private static boolean byTheClose(RuntimeException failure) {
        return failure instanceof IllegalStateException
                || failure instanceof MongoServerUnavailableException
                || failure.getClass() == MongoClientException.class
                || failure.getClass() == MongoException.class;
    }

    private RuntimeException forced(RuntimeException failure, String operation, Origin origin) {
        boolean open = cell.state() == ConnectionState.CONNECTED || cell.state() == ConnectionState.INTERRUPTED;
        Diagnosis diagnosis = Diagnosis.of(
                Problem.FORCED_AT_DRAIN,
                "the connection was "
                        + (open ? "reconfigured, or recovered with another driver client," : "closed")
                        + " and the operation had not ended when closeGrace did",
                null,
                failure);
        String text = diagnosis.code() + ": " + diagnosis.message() + " (connection=" + connection + ", operation="
                + operation + ", namespace=" + origin.namespace() + "). Fix: " + diagnosis.fix();
        return new ConnectionClosedException(text, diagnosis, failure);
    }
}
