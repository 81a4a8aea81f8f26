package dev.meerkat.lab.internal.front;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.BsonValue;

/**
 * The transactions that one listener's clients have open. They live in the backend, which knows nothing of the
 * listener's ends and would let them be committed afterwards; hence this. For the loop's thread only.
 */
final class OpenTransactions {
    private final Map<BsonValue, Open> open = new HashMap<>();

    /** Notes a command that is passed on over {@code connection}. */
    void note(BsonDocument command, FrontConnection connection) {
        if (!Commands.isInTransaction(command)) {
            return;
        }
        BsonDocument session = Commands.session(command);
        if (Commands.isEnding(command)) {
            open.remove(session);
        } else {
            open.put(session, new Open(command.getNumber("txnNumber"), connection));
        }
    }

    /** Aborts them all, each over the connection of its last statement, whose login it needs; over another one when that has ended. */
    void abort(Collection<FrontConnection> others) {
        open.forEach((session, each) -> {
            BsonDocument command = new BsonDocument("abortTransaction", new BsonInt32(1))
                    .append("lsid", session)
                    .append("txnNumber", each.number)
                    .append("autocommit", BsonBoolean.FALSE)
                    .append("$db", new BsonString("admin"));
            FrontConnection last = each.connection;
            Stream.concat(Stream.of(last), others.stream())
                    .filter(FrontConnection::open)
                    .findFirst()
                    .ifPresent(connection -> connection.tellBackend(command));
        });
        open.clear();
    }

    private record Open(BsonValue number, FrontConnection connection) {}
}
