package dev.meerkat.lab.internal.front;

import java.util.List;
import java.util.Set;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;

/** Servers' answers that say {@code ok: 0}. */
public final class Errors {
    /** The driver may send the same write again. */
    public static final String RETRYABLE_WRITE = "RetryableWriteError";
    /** The application may run the whole transaction again. */
    public static final String TRANSIENT_TRANSACTION = "TransientTransactionError";

    /** Not primary, recovering, stepped down, shutting down. */
    private static final Set<Integer> OF_STATE = Set.of(91, 189, 10_058, 10_107, 11_600, 11_602, 13_435, 13_436);

    private Errors() {}

    static boolean tellsOfChange(BsonDocument error) {
        return OF_STATE.contains(error.getNumber("code").intValue());
    }

    /** An error with its number and labels. */
    public static BsonDocument of(int code, String name, String message, List<String> labels) {
        BsonDocument error = new BsonDocument("ok", new BsonInt32(0))
                .append("errmsg", new BsonString(message))
                .append("code", new BsonInt32(code))
                .append("codeName", new BsonString(name));
        if (!labels.isEmpty()) {
            error.append(
                    "errorLabels",
                    new BsonArray(labels.stream().map(BsonString::new).toList()));
        }
        return error;
    }

    /** {@code ok: 1} and nothing else. */
    static BsonDocument none() {
        return new BsonDocument("ok", new BsonInt32(1));
    }
}
