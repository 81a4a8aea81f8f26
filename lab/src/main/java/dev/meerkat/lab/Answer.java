package dev.meerkat.lab;

import java.time.Duration;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link CommandScript} does about one command: replies, at once or later, says nothing, hangs up or resets.
 * Immutable.
 */
public final class Answer {
    private static final Answer SILENCE = new Answer(Kind.SILENCE, null, Duration.ZERO);
    private static final Answer HANG_UP = new Answer(Kind.HANG_UP, null, Duration.ZERO);
    private static final Answer RESET = new Answer(Kind.RESET, null, Duration.ZERO);

    private final Kind kind;
    private final @Nullable BsonDocument reply;
    private final Duration delay;

    private Answer(Kind kind, @Nullable BsonDocument reply, Duration delay) {
        this.kind = kind;
        this.reply = reply;
        this.delay = delay;
    }

    /** Replies with this document; {@code ok} must be in it. */
    public static Answer reply(BsonDocument document) {
        return new Answer(Kind.REPLY, document.clone(), Duration.ZERO);
    }

    /** Replies {@code {ok: 1}}. */
    public static Answer ok() {
        return reply(new BsonDocument("ok", new BsonInt32(1)));
    }

    /** Replies with a server's error: {@code ok: 0} with number and text. */
    public static Answer error(int code, String message) {
        return reply(new BsonDocument("ok", new BsonInt32(0))
                .append("errmsg", new BsonString(message))
                .append("code", new BsonInt32(code)));
    }

    /** Says nothing and leaves the connection open. */
    public static Answer silence() {
        return SILENCE;
    }

    /** Closes the connection instead of replying. */
    public static Answer hangUp() {
        return HANG_UP;
    }

    /** Resets the connection (RST) instead of replying. */
    public static Answer reset() {
        return RESET;
    }

    /** The same, that much later. */
    public Answer after(Duration delayed) {
        return new Answer(kind, reply, delayed);
    }

    Kind kind() {
        return kind;
    }

    BsonDocument document() {
        return reply == null ? new BsonDocument() : reply;
    }

    Duration delay() {
        return delay;
    }

    enum Kind {
        REPLY,
        SILENCE,
        HANG_UP,
        RESET
    }
}
