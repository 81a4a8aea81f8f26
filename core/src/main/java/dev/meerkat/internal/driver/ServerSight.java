package dev.meerkat.internal.driver;

import com.mongodb.MongoNodeIsRecoveringException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.connection.ServerDescription;
import org.jspecify.annotations.Nullable;

/**
 * What the monitor's evidence says of one server. Immutable.
 *
 * <p>A server that became unknown is only suspect: an application's socket may have broken alone. It is down once the monitor's next check
 * fails too, and at once when the server itself answered that it is primary no more. Source: contract S4.
 *
 * @param description the last description, of an unknown server the one with the exception
 * @param announced whether the driver tells the checks on new connections as it tells the others; drivers before 5.6 do not
 * @param failing whether the monitor's last check failed
 * @param rechecking whether the monitor's present check opens a new connection although the server is unknown or its last check failed
 * @param down whether the evidence suffices
 * @param told why the last check failed that the driver told as one
 * @param heardAt monotonic time of the last word from the server, null before the first
 */
record ServerSight(
        ServerDescription description,
        boolean announced,
        boolean failing,
        boolean rechecking,
        boolean down,
        @Nullable Throwable told,
        @Nullable Long heardAt) {
    static ServerSight first(ServerDescription description, boolean announced, long now) {
        Long heard = description.isOk() ? now : null;
        return new ServerSight(description, announced, false, false, false, null, heard);
    }

    ServerSight described(ServerDescription next, long now) {
        if (next.isOk()) {
            return new ServerSight(next, announced, false, false, false, null, now);
        }
        boolean ownAnswer = next.getException() instanceof MongoNotPrimaryException
                || next.getException() instanceof MongoNodeIsRecoveringException;
        boolean enough = down || ownAnswer || recheckFailed(next);
        return new ServerSight(next, announced, failing, rechecking, enough, told, heardAt);
    }

    /**
     * Whether an unknown server's description shows that the monitor's check on a new connection failed, where nothing else does. The failure
     * is never an application's: the first one cleared the pool, and the driver ignores what happens to older connections.
     */
    private boolean recheckFailed(ServerDescription next) {
        Throwable before = description.getException();
        Throwable failure = next.getException();
        return !announced
                && before != null
                && failure != null
                && failure != before
                && failure != told
                && !EvidenceDoubt.ownDoing(failure);
    }

    /**
     * A check of the monitor began. One on an old connection says little of an unknown server, because the connection may be what broke; the
     * driver then asks again at once on a new one.
     */
    ServerSight checkStarted(boolean newConnection) {
        boolean again = newConnection && (failing || !description.isOk());
        return new ServerSight(description, announced, failing, again, down, told, heardAt);
    }

    /** A check of the monitor succeeded. */
    ServerSight heard(long now) {
        return new ServerSight(description, announced, false, false, false, null, now);
    }

    /** A check of the monitor failed; one that the driver cancelled itself is no evidence. */
    ServerSight checkFailed(@Nullable Throwable failure) {
        if (failure != null && EvidenceDoubt.ownDoing(failure)) {
            return this;
        }
        return new ServerSight(description, announced, true, false, down || rechecking, failure, heardAt);
    }

    /** Unknown, and not yet known to be down. */
    boolean suspect() {
        return !description.isOk() && !down;
    }
}
