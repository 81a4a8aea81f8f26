package dev.meerkat.lab.internal.set;

import dev.meerkat.lab.MemberState;
import dev.meerkat.lab.internal.front.Commands;
import dev.meerkat.lab.internal.front.Errors;
import dev.meerkat.lab.internal.front.TopologyVersion;
import java.util.List;
import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;

/** What a member that is no primary does not do. Whatever belongs to a cursor that is open goes on, as on a real one. */
final class Refusal {
    private Refusal() {}

    /** The error, or null when it does it. */
    static @Nullable BsonDocument of(BsonDocument command, MemberState state, TopologyVersion version) {
        if (Commands.isWrite(command) || Commands.isInTransaction(command)) {
            return notPrimary(command, version);
        }
        if (state == MemberState.REMOVED && Commands.isRead(command)) {
            return error(
                    13_436, "NotPrimaryOrSecondary", "node is not in primary or recovering state", command, version);
        }
        if (Commands.isRead(command) && Commands.wantsPrimary(command)) {
            return error(13_435, "NotPrimaryNoSecondaryOk", "not primary and secondaryOk=false", command, version);
        }
        return null;
    }

    static BsonDocument notPrimary(BsonDocument command, TopologyVersion version) {
        return error(10_107, "NotWritablePrimary", "not primary", command, version);
    }

    private static BsonDocument error(
            int code, String name, String message, BsonDocument command, TopologyVersion version) {
        return Errors.of(code, name, message, labels(command)).append(TopologyVersion.FIELD, version.document());
    }

    private static List<String> labels(BsonDocument command) {
        if (Commands.isRetryable(command)) {
            return List.of(Errors.RETRYABLE_WRITE);
        }
        return Commands.isInTransaction(command) ? List.of(Errors.TRANSIENT_TRANSACTION) : List.of();
    }
}
