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
 * @param failing whether the monitor's last check failed
 * @param rechecking whether the monitor's present check opens a new connection although the server is unknown or its last check failed
 * @param down whether the evidence suffices
 * @param heardAt monotonic time of the last word from the server, null before the first
 */
record ServerSight(
        ServerDescription description,
        boolean failing,
        boolean rechecking,
        boolean down,
        @Nullable Long heardAt) {
    static ServerSight first(ServerDescription description, long now) {
        return new ServerSight(description, false, false, false, description.isOk() ? now : null);
    }

    ServerSight described(ServerDescription next, long now) {
        if (next.isOk()) {
            return new ServerSight(next, false, false, false, now);
        }
        boolean ownAnswer = next.getException() instanceof MongoNotPrimaryException
                || next.getException() instanceof MongoNodeIsRecoveringException;
        return new ServerSight(next, failing, rechecking, down || ownAnswer, heardAt);
    }

    /**
     * A check of the monitor began. One on an old connection says little of an unknown server, because the connection may be what broke; the
     * driver then asks again at once on a new one.
     */
    ServerSight checkStarted(boolean newConnection) {
        boolean again = newConnection && (failing || !description.isOk());
        return new ServerSight(description, failing, again, down, heardAt);
    }

    /** A check of the monitor succeeded. */
    ServerSight heard(long now) {
        return new ServerSight(description, false, false, false, now);
    }

    /** A check of the monitor failed; one that the driver cancelled itself is no evidence. */
    ServerSight checkFailed(@Nullable Throwable failure) {
        if (failure != null && EvidenceDoubt.ownDoing(failure)) {
            return this;
        }
        return new ServerSight(description, true, false, down || rechecking, heardAt);
    }

    /** Unknown, and not yet known to be down. */
    boolean suspect() {
        return !description.isOk() && !down;
    }
}
