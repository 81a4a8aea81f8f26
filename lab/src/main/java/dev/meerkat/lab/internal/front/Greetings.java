package dev.meerkat.lab.internal.front;

import dev.meerkat.lab.internal.wire.Packet;
import io.netty.channel.EventLoop;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.jspecify.annotations.Nullable;

/**
 * The {@code hello}s of one connection. One that may carry a login goes to the backend and its answer is rewritten; one
 * that waits for news is answered here, when there are some or its time is up. For the loop's thread only.
 */
final class Greetings {
    private static final BsonInt32 FAILED = new BsonInt32(0);

    private final Front front;
    private final EventLoop loop;
    private final BackendLine line;
    private final BiConsumer<Packet, BsonDocument> answer;
    private @Nullable Packet waiting;
    private @Nullable Future<?> timeUp;

    Greetings(Front front, EventLoop loop, BackendLine line, BiConsumer<Packet, BsonDocument> answer) {
        this.front = front;
        this.loop = loop;
        this.line = line;
        this.answer = answer;
    }

    void hear(Packet hello) {
        BsonDocument body = hello.body();
        if (body.containsKey(TopologyVersion.FIELD) && body.containsKey("maxAwaitTimeMS")) {
            await(hello, body.getNumber("maxAwaitTimeMS").longValue());
        } else if (front.stand().backend().greets()) {
            line.ask(hello, fresh -> pass(hello, fresh));
        } else {
            answer.accept(hello, present());
        }
    }

    private void await(Packet hello, long millis) {
        waiting = hello;
        if (front.persona().version().isKnown(hello.body().getDocument(TopologyVersion.FIELD))) {
            timeUp = loop.schedule(this::answerWaiting, millis, TimeUnit.MILLISECONDS);
        } else {
            answerWaiting();
        }
    }

    /** Answers the one that waits for news, if any does. */
    void answerWaiting() {
        Packet hello = waiting;
        cancel();
        if (hello != null) {
            answer.accept(hello, present());
        }
    }

    /** Nobody is there any more to be told. */
    void cancel() {
        waiting = null;
        if (timeUp != null) {
            timeUp.cancel(false);
            timeUp = null;
        }
    }

    private BsonDocument present() {
        return front.persona().introduce(front.stand().backend().greeting());
    }

    private void pass(Packet hello, @Nullable Packet fresh) {
        if (fresh == null) {
            return;
        }
        BsonDocument greeting = new BsonDocument();
        greeting.putAll(fresh.body());
        if (greeting.getNumber("ok", FAILED).intValue() == 1) {
            front.stand().backend().greeted(greeting);
            greeting = front.persona().introduce(greeting);
        }
        answer.accept(hello, greeting);
    }
}
