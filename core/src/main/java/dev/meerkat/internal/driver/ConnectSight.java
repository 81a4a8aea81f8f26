package dev.meerkat.internal.driver;

import com.mongodb.MongoException;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What operations say of opening connections to servers that the driver's monitor finds well. Since 5.14 the driver takes a connection that
 * cannot be opened for a sign of overload: it keeps its view of the server until the monitor's next check, which may be two heartbeats away.
 *
 * <p>Thread safety: safe; the driver's and the application's threads store and poke, nothing else. Source: contract S4, ADR 0019.
 */
final class ConnectSight {
    private static final int ENOUGH = 3;

    private final Runnable poke;

    /** The driver's numbers of the operations in a row that could not connect, at most {@link #ENOUGH}. Guarded by this object's monitor. */
    private final Set<Long> unconnected = new HashSet<>();

    /** Whether there are any; all that an operation which is well looks at. */
    private volatile boolean any;

    private volatile boolean doubtful;
    private volatile @Nullable MongoException failedPing;

    ConnectSight(Runnable poke) {
        this.poke = poke;
    }

    /** An operation could not connect; one that the driver tries again counts once. */
    void failed(long operation) {
        synchronized (this) {
            if (doubtful || !unconnected.add(operation)) {
                return;
            }
            any = true;
            doubtful = unconnected.size() >= ENOUGH;
        }
        poke.run();
    }

    /** Somebody was given a connection, or the monitor has found a server again. */
    void connected() {
        if (any) {
            forget();
        }
    }

    private void forget() {
        synchronized (this) {
            unconnected.clear();
            any = false;
            doubtful = false;
            failedPing = null;
        }
        poke.run();
    }

    /** A ping failed: if three operations before it could not connect, and none could since, that is the proof. */
    synchronized void pingFailed(MongoException failure) {
        if (doubtful) {
            failedPing = failure;
        }
    }

    /** Whether three operations in a row could not connect: a ping must tell. */
    boolean doubtful() {
        return doubtful;
    }

    /** Why a ping failed after them; null if none did. */
    @Nullable
    MongoException failedPing() {
        return failedPing;
    }
}
