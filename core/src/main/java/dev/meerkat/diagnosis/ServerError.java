package dev.meerkat.diagnosis;

import com.mongodb.ClientBulkWriteException;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.MongoWriteConcernException;
import com.mongodb.MongoWriteException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a server answered instead of a result: its own number and name, where the driver keeps them. */
record ServerError(int code, String name, String text, Set<String> labels) {
    /** The innermost answer; the driver's own negative numbers mean nothing. */
    static @Nullable ServerError in(CauseChain failure) {
        MongoException answer = failure.last(MongoException.class, link -> codeOf(link) > 0);
        if (answer == null) {
            return null;
        }
        String name = answer instanceof MongoCommandException command ? command.getErrorCodeName() : "";
        return new ServerError(codeOf(answer), name, String.valueOf(answer.getMessage()), answer.getErrorLabels());
    }

    private static int codeOf(MongoException link) {
        if (link instanceof MongoWriteException write) {
            return write.getError().getCode();
        }
        if (link instanceof MongoWriteConcernException concern) {
            return concern.getWriteConcernError().getCode();
        }
        if (link instanceof MongoBulkWriteException bulk) {
            return bulk.getWriteErrors().isEmpty()
                    ? bulk.getWriteConcernError() == null
                            ? 0
                            : bulk.getWriteConcernError().getCode()
                    : bulk.getWriteErrors().get(0).getCode();
        }
        if (link instanceof ClientBulkWriteException bulk
                && !bulk.getWriteErrors().isEmpty()) {
            return bulk.getWriteErrors().values().iterator().next().getCode();
        }
        return link.getCode();
    }

    /** The number with its name: {@code 91 ShutdownInProgress}. */
    String label() {
        // A name is one word of the server's; anything else is no name.
        return name.matches("[A-Za-z]{1,60}") ? code + " " + name : String.valueOf(code);
    }
}
