package dev.meerkat.watch;

import dev.meerkat.diagnosis.Diagnosis;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.BsonTimestamp;

/**
 * How a supervised change stream ended. Immutable.
 *
 * @param reason why it ended
 * @param diagnosis the explained cause; empty for {@link Reason#CLOSED}
 * @param lastToken the token after which a later stream goes on; empty before the server gave any, which it does with or after the first event
 * @param beganAt the server's time at which the stream began; empty if it never did. See {@link WatchOptions.Builder#continueAfter}
 */
public record StreamEnd(
        Reason reason,
        Optional<Diagnosis> diagnosis,
        Optional<BsonDocument> lastToken,
        Optional<BsonTimestamp> beganAt) {
    /** Why a change stream ended. */
    public enum Reason {
        /** The application closed it. */
        CLOSED,
        /** Its connection was removed from its registry. */
        CONNECTION_REMOVED,
        /** What it watched was dropped or renamed; the listener got the event that says so. */
        INVALIDATED,
        /** It cannot go on where it was: the server has no longer what followed, or the connection leads to other data now. */
        HISTORY_LOST,
        /** The listener threw, and its policy is to stop. The event it threw at comes again after the last token. */
        LISTENER_FAILED,
        /** The server will not have it: a pipeline that cannot be, a missing right, a standalone. */
        REFUSED,
        /** A change could not be decoded. */
        UNREADABLE
    }
}
