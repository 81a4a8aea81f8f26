package dev.meerkat.lab.internal.front;

import dev.meerkat.lab.internal.wire.Packet;
import java.util.List;
import java.util.function.Consumer;
import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;

/** Answers in the backend's place what the listener means, and what a backend without sessions does not know. */
final class Substitute {
    private static final BsonDocument NO_TRANSACTIONS = Errors.of(
            20,
            "IllegalOperation",
            "Transaction numbers are only allowed on a replica set member or mongos",
            List.of());

    private final Front front;
    private final BackendLine line;

    Substitute(Front front, BackendLine line) {
        this.front = front;
        this.line = line;
    }

    /** Whether it takes the command over; {@code answer} then gets the answer, or null when there will be none. */
    boolean answers(Packet command, Consumer<@Nullable BsonDocument> answer) {
        BsonDocument own = front.persona().ownAnswer(command.body());
        boolean sessions = front.stand().backend().sessions();
        if (own == null && !sessions) {
            own = withoutSessions(command.body());
        }
        if (own != null) {
            answer.accept(own);
            return true;
        }
        if (!sessions && retryable(command)) {
            once(command, answer);
            return true;
        }
        return false;
    }

    private @Nullable BsonDocument withoutSessions(BsonDocument command) {
        if (Commands.isInTransaction(command)) {
            return NO_TRANSACTIONS;
        }
        if (FailPoint.is(command)) {
            front.stand().faults().clear(front);
            if (!FailPoint.isOff(command)) {
                front.stand().faults().add(FailPoint.read(command), front);
            }
            return Errors.none();
        }
        return Commands.canonical(command).equals("endsessions") ? Errors.none() : null;
    }

    private static boolean retryable(Packet command) {
        return command.wantsAnswer() && Commands.isRetryable(command.body());
    }

    /** Passes a retryable write on the first time only. */
    private void once(Packet command, Consumer<@Nullable BsonDocument> answer) {
        Consumer<@Nullable BsonDocument> told = front.stand().memory().remember(command.body(), answer);
        if (told != null) {
            Packet adapted = front.stand().backend().adapted(command);
            line.ask(adapted, reply -> told.accept(reply == null ? null : reply.body()));
        }
    }
}
