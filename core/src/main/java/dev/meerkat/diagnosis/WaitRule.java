package dev.meerkat.diagnosis;

import com.mongodb.MongoExecutionTimeoutException;
import com.mongodb.MongoInterruptedException;
import com.mongodb.MongoOperationTimeoutException;
import com.mongodb.MongoTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Waits that ended: for a pooled connection, for an operation's end, by an interrupt. */
final class WaitRule implements Rule {
    private static final String FOR_A_CONNECTION = "while waiting for a connection to server";
    private static final Pattern SERVER = Pattern.compile(FOR_A_CONNECTION + " ([^\\s]+?)[.,]?(?:\\s|$)");

    @Override
    public @Nullable Diagnosis explain(CauseChain failure) {
        if (failure.has(MongoInterruptedException.class)
                || failure.has(InterruptedException.class)
                || failure.has(ClosedByInterruptException.class)) {
            return failure.diagnosis(Problem.WAIT_INTERRUPTED, "The waiting thread was interrupted");
        }
        MongoTimeoutException pool =
                failure.last(MongoTimeoutException.class, link -> CauseChain.says(link, FOR_A_CONNECTION));
        if (pool != null) {
            return explainPool(failure, pool);
        }
        if (failure.has(MongoOperationTimeoutException.class) && !ClusterTextRule.knows(failure)) {
            return failure.diagnosis(Problem.OPERATION_TIMEOUT, "The operation did not end within its time limit");
        }
        if (failure.has(MongoExecutionTimeoutException.class)) {
            return failure.diagnosis(
                    Problem.MAX_TIME, "The server stopped the operation because its time limit was reached");
        }
        return null;
    }

    /** The driver gives a cause only when all connections were in use, not when new ones were slow to open. */
    private static Diagnosis explainPool(CauseChain failure, MongoTimeoutException pool) {
        Matcher matcher = SERVER.matcher(String.valueOf(pool.getMessage()));
        String server = matcher.find() ? matcher.group(1) : "the server";
        Diagnosis found = pool.getCause() != null
                ? failure.diagnosis(
                        Problem.POOL_EXHAUSTED, "All pooled connections to " + server + " stayed in use for too long")
                : failure.diagnosis(
                        Problem.TOO_MANY_CONNECTING, "New connections to " + server + " were not opened in time");
        return server.equals("the server") ? found : found.withHost(server);
    }
}
