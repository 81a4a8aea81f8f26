package dev.meerkat.internal.driver;

import com.mongodb.MongoException;
import com.mongodb.MongoInterruptedException;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Operations in a row that could not connect to one server, and whether a ping after them could not either. What clears the pool ends the row:
 * then the driver knows that something is wrong, and its monitor tells. Since 5.14 it does not take a connection that cannot be opened for that.
 *
 * <p>Thread safety: safe; a short lock, nothing is called under it. Source: contract S4, ADR 0019.
 */
final class ConnectRow {
    private static final int ENOUGH = 3;

    /** The driver's numbers of the operations, at most {@link #ENOUGH}: one that it tries again counts once. */
    private final Set<Long> operations = new HashSet<>();

    /** Whether the pool gives out nothing until the monitor finds its server well. */
    private boolean paused = true;

    /** When there were enough, in monotonic nanoseconds. */
    private long since;

    private volatile boolean enough;
    private volatile @Nullable MongoException ping;

    /** An operation could not connect. Tells whether there are enough of them. */
    synchronized boolean failed(long operation, long now) {
        if (!paused && !enough && operations.add(operation)) {
            since = now;
            enough = operations.size() >= ENOUGH;
        }
        return enough;
    }

    /** Somebody was given a connection. Tells whether there had been enough. */
    synchronized boolean end() {
        boolean ended = enough;
        operations.clear();
        enough = false;
        ping = null;
        return ended;
    }

    /** The pool was cleared, or is ready again. */
    synchronized void paused(boolean now) {
        paused = now;
        end();
    }

    /** A ping failed that began then: it says something of a row that was long enough before, and is since. */
    synchronized void pingFailed(long begun, MongoException failure) {
        if (enough && since - begun <= 0 && !(failure instanceof MongoInterruptedException)) {
            ping = failure;
        }
    }

    boolean enough() {
        return enough;
    }

    /** Why a ping failed after enough of them; null if none did. */
    @Nullable
    MongoException ping() {
        return ping;
    }
}
