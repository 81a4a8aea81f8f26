package dev.meerkat.internal.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoClientSettings;
import com.mongodb.client.ClientSession;
import com.mongodb.client.model.changestream.ChangeStreamDocument;
import dev.meerkat.ConnectionState;
import dev.meerkat.diagnosis.Diagnosis;
import dev.meerkat.internal.time.TimeSource;
import dev.meerkat.options.RetryPolicy;
import dev.meerkat.watch.ListenerFailurePolicy;
import dev.meerkat.watch.StreamEnd.Reason;
import dev.meerkat.watch.WatchOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.bson.BsonDocument;
import org.bson.BsonDocumentReader;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.Document;
import org.bson.codecs.DecoderContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Contract I7: one event at a time, its token afterwards, and what a listener that throws brings about. */
class DeliveryTest {
    private final List<String> story = new ArrayList<>();
    private final Around around = new Around();

    /** Connection and stream in one, with a clock that is set by hand. */
    private final class Around implements Ground, Course, TimeSource {
        private long nanos = 7;
        private RetryPolicy retry = RetryPolicy.fixed(Duration.ofSeconds(1));
        private boolean connected = true;

        @Override
        public String connection() {
            return "default";
        }

        @Override
        public ConnectionState state() {
            return ConnectionState.CONNECTED;
        }

        @Override
        public boolean awaitOther(ConnectionState state, long span) {
            throw new AssertionError("not here");
        }

        @Override
        public ClientSession startSession() {
            throw new AssertionError("not here");
        }

        @Override
        public @Nullable Diagnosis missing() {
            return null;
        }

        @Override
        public @Nullable Object deployment() {
            return null;
        }

        @Override
        public RetryPolicy retry() {
            return retry;
        }

        @Override
        public TimeSource time() {
            return this;
        }

        @Override
        public void listenerFailed(String listener, Throwable failure) {
            story.add("told " + failure.getMessage());
        }

        @Override
        public boolean going() {
            return true;
        }

        @Override
        public void opened() {
            throw new AssertionError("not here");
        }

        @Override
        public boolean pause(Duration delay) {
            story.add("pause " + delay.toMillis());
            return connected;
        }

        @Override
        public void end(Reason reason, Diagnosis diagnosis) {
            story.add("end " + reason);
        }

        @Override
        public long nanos() {
            return nanos;
        }

        @Override
        public Instant now() {
            return Instant.EPOCH;
        }
    }

    private static BsonDocument token(int number) {
        return new BsonDocument("_data", new BsonInt32(number));
    }

    /** Read as the driver reads one: its constructors differ from version to version. */
    private static ChangeStreamDocument<Document> event(int number) {
        BsonDocument event = new BsonDocument("_id", token(number)).append("operationType", new BsonString("insert"));
        return ChangeStreamDocument.createCodec(Document.class, MongoClientSettings.getDefaultCodecRegistry())
                .decode(new BsonDocumentReader(event), DecoderContext.builder().build());
    }

    private Position position = new Position(WatchOptions.defaults());

    private Delivery<Document> delivery(
            ListenerFailurePolicy policy, Consumer<ChangeStreamDocument<Document>> listener) {
        WatchOptions options = WatchOptions.builder()
                .onListenerFailure(policy)
                .onToken(token -> story.add("token " + token.getInt32("_data").getValue()))
                .build();
        position = new Position(options);
        return new Delivery<>(around, position, options, listener, around);
    }

    private Consumer<ChangeStreamDocument<Document>> failing(int times) {
        int[] left = {times};
        return event -> {
            story.add("event " + event.getResumeToken().getInt32("_data").getValue());
            if (left[0]-- > 0) {
                throw new IllegalStateException("no");
            }
        };
    }

    @Test
    void theTokenComesAfterTheListenerHasReturned() {
        Delivery<Document> delivery = delivery(ListenerFailurePolicy.STOP, failing(0));

        assertThat(delivery.deliver(event(1))).isTrue();

        assertThat(story).containsExactly("event 1", "token 1");
        assertThat(position.token()).contains(token(1));
    }

    @Test
    void anEventThatAResumeBringsAgainIsDropped() {
        Delivery<Document> delivery = delivery(ListenerFailurePolicy.STOP, failing(0));
        delivery.deliver(event(1));

        assertThat(delivery.deliver(event(1))).isTrue();

        assertThat(story).containsExactly("event 1", "token 1");
    }

    @Test
    void stopEndsTheStreamBeforeTheEvent() {
        Delivery<Document> delivery = delivery(ListenerFailurePolicy.STOP, failing(9));

        assertThat(delivery.deliver(event(1))).isFalse();

        assertThat(story).containsExactly("event 1", "told no", "end LISTENER_FAILED");
        assertThat(position.token()).isEmpty();
    }

    @Test
    void skipCountsTheEventAsDone() {
        Delivery<Document> delivery = delivery(ListenerFailurePolicy.SKIP, failing(9));

        assertThat(delivery.deliver(event(1))).isTrue();

        assertThat(story).containsExactly("event 1", "told no", "token 1");
    }

    @Test
    void retryGivesItAgainAfterThePolicysDelaysAndStopsWhereTheyEnd() {
        around.retry = RetryPolicy.fixed(Duration.ofSeconds(1)).maxAttempts(3);
        Delivery<Document> delivery = delivery(ListenerFailurePolicy.RETRY, failing(9));

        assertThat(delivery.deliver(event(1))).isFalse();

        assertThat(story)
                .containsExactly(
                        "event 1",
                        "told no",
                        "pause 1000",
                        "event 1",
                        "told no",
                        "pause 1000",
                        "event 1",
                        "told no",
                        "end LISTENER_FAILED");
    }

    @Test
    void retryLeavesTheEventForLaterWhenTheConnectionIsGone() {
        around.connected = false;
        Delivery<Document> delivery = delivery(ListenerFailurePolicy.RETRY, failing(9));

        assertThat(delivery.deliver(event(1))).isFalse();

        assertThat(story).containsExactly("event 1", "told no", "pause 1000");
        assertThat(position.token()).isEmpty();
    }

    @Test
    void aQuietStreamsNewerTokenIsKeptAtOnceAndToldOnceAMinute() {
        Delivery<Document> delivery = delivery(ListenerFailurePolicy.STOP, failing(0));
        delivery.idle(token(1));
        assertThat(position.token()).contains(token(1));
        around.nanos += Duration.ofSeconds(59).toNanos();
        delivery.idle(token(2));
        assertThat(story).isEmpty();

        around.nanos += Duration.ofSeconds(1).toNanos();
        delivery.idle(token(3));
        delivery.idle(token(4));
        around.nanos += Duration.ofMinutes(2).toNanos();
        delivery.idle(token(4));

        assertThat(story).containsExactly("token 3");
    }
}
