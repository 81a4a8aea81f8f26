package dev.meerkat.watch;

import com.mongodb.client.model.changestream.FullDocument;
import com.mongodb.client.model.changestream.FullDocumentBeforeChange;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.bson.BsonDocument;
import org.bson.BsonTimestamp;

/** How to watch: where to begin, what to be given, whom to tell. Immutable. Source: contract I7. */
public final class WatchOptions {
    private final Builder set;

    private WatchOptions(Builder set) {
        this.set = set;
    }

    /** From now on, as the driver's defaults are, tokens told to nobody, {@link ListenerFailurePolicy#STOP}. */
    public static WatchOptions defaults() {
        return builder().build();
    }

    /** A builder with the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** See {@link Builder#resumeAfter}. */
    public Optional<BsonDocument> resumeAfter() {
        return set.resumeAfter;
    }

    /** See {@link Builder#startAfter}. */
    public Optional<BsonDocument> startAfter() {
        return set.startAfter;
    }

    /** See {@link Builder#startAtOperationTime}. */
    public Optional<BsonTimestamp> startAtOperationTime() {
        return set.startAtOperationTime;
    }

    /** See {@link Builder#fullDocument}. */
    public FullDocument fullDocument() {
        return set.fullDocument;
    }

    /** See {@link Builder#fullDocumentBeforeChange}. */
    public FullDocumentBeforeChange fullDocumentBeforeChange() {
        return set.fullDocumentBeforeChange;
    }

    /** See {@link Builder#batchSize}. */
    public OptionalInt batchSize() {
        return set.batchSize;
    }

    /** See {@link Builder#maxAwaitTime}. */
    public Optional<Duration> maxAwaitTime() {
        return set.maxAwaitTime;
    }

    /** See {@link Builder#onListenerFailure}. */
    public ListenerFailurePolicy onListenerFailure() {
        return set.onListenerFailure;
    }

    /** See {@link Builder#restartElsewhere}. */
    public boolean restartElsewhere() {
        return set.restartElsewhere;
    }

    /** See {@link Builder#onToken}. */
    public Consumer<? super BsonDocument> onToken() {
        return set.onToken;
    }

    /** See {@link Builder#onEnd}. */
    public Consumer<? super StreamEnd> onEnd() {
        return set.onEnd;
    }

    /** Collects options; for one thread. Each method returns this builder. */
    public static final class Builder implements Cloneable {
        private Optional<BsonDocument> resumeAfter = Optional.empty();
        private Optional<BsonDocument> startAfter = Optional.empty();
        private Optional<BsonTimestamp> startAtOperationTime = Optional.empty();
        private FullDocument fullDocument = FullDocument.DEFAULT;
        private FullDocumentBeforeChange fullDocumentBeforeChange = FullDocumentBeforeChange.DEFAULT;
        private OptionalInt batchSize = OptionalInt.empty();
        private Optional<Duration> maxAwaitTime = Optional.empty();
        private ListenerFailurePolicy onListenerFailure = ListenerFailurePolicy.STOP;
        private boolean restartElsewhere;
        private Consumer<? super BsonDocument> onToken = token -> {};
        private Consumer<? super StreamEnd> onEnd = end -> {};

        private Builder() {}

        /** Begins with what followed the event of this token. Default: from now on. One of the three beginnings at most. */
        public Builder resumeAfter(BsonDocument token) {
            resumeAfter = Optional.of(token);
            return this;
        }

        /** As {@link #resumeAfter}, and the token may be that of an event that invalidated its stream. */
        public Builder startAfter(BsonDocument token) {
            startAfter = Optional.of(token);
            return this;
        }

        /** Begins with what happened at this time or later. */
        public Builder startAtOperationTime(BsonTimestamp time) {
            startAtOperationTime = Optional.of(time);
            return this;
        }

        /**
         * Begins where another stream ended, with the event that it stopped at: after its last token, or when it ended before there was one, at
         * the time at which it began.
         */
        public Builder continueAfter(StreamEnd end) {
            startAfter = end.lastToken();
            startAtOperationTime = startAfter.isPresent() ? Optional.empty() : end.beganAt();
            return this;
        }

        /** Whether events of updates carry the document as it is by then. Default: the driver's, which is no. */
        public Builder fullDocument(FullDocument what) {
            fullDocument = Objects.requireNonNull(what, "fullDocument");
            return this;
        }

        /** Whether events carry the document as it was before. Default: the driver's, which is no. */
        public Builder fullDocumentBeforeChange(FullDocumentBeforeChange what) {
            fullDocumentBeforeChange = Objects.requireNonNull(what, "fullDocumentBeforeChange");
            return this;
        }

        /** How many events the server sends at once, at least 1: no more are in memory. Default: the server's. */
        public Builder batchSize(int events) {
            if (events < 1) {
                throw new IllegalArgumentException("batchSize must be at least 1, but is " + events);
            }
            batchSize = OptionalInt.of(events);
            return this;
        }

        /**
         * How long the server waits for a change before it answers that there is none, at least 1 ms. Default: 400 ms, because a close has to let
         * the server answer before its socket is gone (contract C1).
         */
        public Builder maxAwaitTime(Duration time) {
            if (time.toMillis() < 1) {
                throw new IllegalArgumentException("maxAwaitTime must be at least 1 ms, but is " + time);
            }
            maxAwaitTime = Optional.of(time);
            return this;
        }

        /** What becomes of the stream when its listener throws. Default: {@link ListenerFailurePolicy#STOP}. */
        public Builder onListenerFailure(ListenerFailurePolicy policy) {
            onListenerFailure = Objects.requireNonNull(policy, "onListenerFailure");
            return this;
        }

        /**
         * Whether the stream begins anew with the present when the connection is led to another deployment, by {@code reconfigure} or a
         * reopen: another set name, or no member in common. Default: no, it ends with {@link StreamEnd.Reason#HISTORY_LOST}.
         */
        public Builder restartElsewhere(boolean restart) {
            restartElsewhere = restart;
            return this;
        }

        /**
         * Given the token of each event after the listener has returned, on the stream's thread, and a newer one once a minute while nothing
         * happens. Who stores it and begins there next time gets every event at least once: the last one again if the process ended in
         * between. A callback that throws is told as {@code ListenerFailed}, and the stream goes on.
         */
        public Builder onToken(Consumer<? super BsonDocument> callback) {
            onToken = Objects.requireNonNull(callback, "onToken");
            return this;
        }

        /** Told once when the stream has ended otherwise than by {@link ChangeStream#close()}, on the stream's thread. */
        public Builder onEnd(Consumer<? super StreamEnd> callback) {
            onEnd = Objects.requireNonNull(callback, "onEnd");
            return this;
        }

        /**
         * The options.
         *
         * @throws IllegalArgumentException when more than one beginning is set
         */
        public WatchOptions build() {
            int beginnings = (resumeAfter.isPresent() ? 1 : 0)
                    + (startAfter.isPresent() ? 1 : 0)
                    + (startAtOperationTime.isPresent() ? 1 : 0);
            if (beginnings > 1) {
                throw new IllegalArgumentException(
                        "only one of resumeAfter, startAfter and startAtOperationTime can be where a stream begins");
            }
            return new WatchOptions(copy());
        }

        private Builder copy() {
            try {
                return (Builder) clone();
            } catch (CloneNotSupportedException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }
}
