package dev.meerkat.lab.internal.front;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/**
 * The last retryable write of each session, and its answer, for a backend that remembers neither: the same write sent
 * again is answered from here and not done twice. For the loop's thread only.
 */
final class RetryMemory {
    private static final int SESSIONS = 10_000;

    private final Map<BsonValue, Write> lastOfSession = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<BsonValue, Write> eldest) {
            return size() > SESSIONS;
        }
    };

    /**
     * Where the answer to this write shall go.
     *
     * @param answer takes the answer, or null when the backend went away without one
     * @return whom to tell what the backend answers, or null when the write is known, and must not be passed on
     */
    @Nullable
    Consumer<@Nullable BsonDocument> remember(BsonDocument command, Consumer<@Nullable BsonDocument> answer) {
        BsonValue session = Commands.session(command);
        BsonValue number = command.getNumber("txnNumber");
        Write last = lastOfSession.get(session);
        if (last != null && last.number.equals(number)) {
            last.ask(answer);
            return null;
        }
        Write fresh = new Write(number);
        fresh.ask(answer);
        lastOfSession.remove(session);
        lastOfSession.put(session, fresh);
        return reply -> {
            if (reply == null) {
                lastOfSession.remove(session, fresh);
            }
            fresh.answered(reply);
        };
    }

    private static final class Write {
        private final BsonValue number;
        private final List<Consumer<@Nullable BsonDocument>> waiting = new ArrayList<>();
        private @Nullable BsonDocument reply;

        Write(BsonValue number) {
            this.number = number;
        }

        void ask(Consumer<@Nullable BsonDocument> answer) {
            if (reply == null) {
                waiting.add(answer);
            } else {
                answer.accept(reply);
            }
        }

        void answered(@Nullable BsonDocument fresh) {
            reply = fresh;
            waiting.forEach(each -> each.accept(fresh));
            waiting.clear();
        }
    }
}
