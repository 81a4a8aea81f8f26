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
 * @param down whether the evidence suffices
 * @param heardAt monotonic time of the last word from the server, null before the first
 */
record ServerSight(ServerDescription description, boolean down, @Nullable Long heardAt) {
    static ServerSight first(ServerDescription description, long now) {
        return new ServerSight(description, false, description.isOk() ? now : null);
    }

    ServerSight described(ServerDescription next, long now) {
        if (next.isOk()) {
            return new ServerSight(next, false, now);
        }
        boolean ownAnswer = next.getException() instanceof MongoNotPrimaryException
                || next.getException() instanceof MongoNodeIsRecoveringException;
        return new ServerSight(next, down || ownAnswer, heardAt);
    }

    /** A check of the monitor succeeded. */
    ServerSight heard(long now) {
        return new ServerSight(description, false, now);
    }

    /** A check of the monitor failed; one that the driver cancelled itself is no evidence. */
    ServerSight checkFailed(@Nullable Throwable failure) {
        if (cancelledByDriver(failure)) {
            return this;
        }
        return new ServerSight(description, !description.isOk(), heardAt);
    }

    private static boolean cancelledByDriver(@Nullable Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            String message = each.getMessage();
            if (each instanceof java.net.SocketException
                    && message != null
                    && message.toLowerCase(java.util.Locale.ROOT).contains("socket closed")) {
                return true;
            }
        }
        return false;
    }

    /** Unknown, and not yet known to be down. */
    boolean suspect() {
        return !description.isOk() && !down;
    }
}
