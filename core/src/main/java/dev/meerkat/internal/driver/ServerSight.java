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
 * @param check the driver's number of the connection of the monitor's present or last check
 * @param rechecking whether that check opened a new connection when the server was unknown already
 * @param down whether the evidence suffices
 * @param heardAt monotonic time of the last word from the server, null before the first
 */
record ServerSight(
        ServerDescription description,
        long check,
        boolean rechecking,
        boolean down,
        @Nullable Long heardAt) {
    static ServerSight first(ServerDescription description, long now) {
        return new ServerSight(description, -1, false, false, description.isOk() ? now : null);
    }

    ServerSight described(ServerDescription next, long now) {
        if (next.isOk()) {
            return new ServerSight(next, check, false, false, now);
        }
        boolean ownAnswer = next.getException() instanceof MongoNotPrimaryException
                || next.getException() instanceof MongoNodeIsRecoveringException;
        return new ServerSight(next, check, rechecking, down || ownAnswer, heardAt);
    }

    /**
     * A check of the monitor began. One on an old connection says little of an unknown server, because the connection may be what broke; the
     * driver then asks again at once on a new one.
     */
    ServerSight checkStarted(long connection) {
        return new ServerSight(description, connection, connection != check && !description.isOk(), down, heardAt);
    }

    /** A check of the monitor succeeded. */
    ServerSight heard(long now) {
        return new ServerSight(description, check, false, false, now);
    }

    /** A check of the monitor failed; one that the driver cancelled itself is no evidence. */
    ServerSight checkFailed(@Nullable Throwable failure) {
        if (failure != null && EvidenceDoubt.ownDoing(failure)) {
            return this;
        }
        return new ServerSight(description, check, false, down || rechecking, heardAt);
    }

    /** Unknown, and not yet known to be down. */
    boolean suspect() {
        return !description.isOk() && !down;
    }
}
