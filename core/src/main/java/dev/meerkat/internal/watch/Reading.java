package dev.meerkat.internal.watch;

import com.mongodb.client.ChangeStreamIterable;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoChangeStreamCursor;
import com.mongodb.client.model.changestream.ChangeStreamDocument;
import com.mongodb.client.model.changestream.OperationType;
import dev.meerkat.diagnosis.Diagnosis;
import dev.meerkat.diagnosis.Problem;
import dev.meerkat.watch.StreamEnd.Reason;
import dev.meerkat.watch.WatchOptions;
import java.util.concurrent.TimeUnit;
import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;

/** Opens the server's cursor where the stream is, and reads until it breaks or the stream ends. For the stream's thread. */
final class Reading<T> {
    private final Ground ground;
    private final Watched<T> watched;
    private final WatchOptions options;
    private final Position position;
    private final Delivery<T> delivery;
    private final Course course;
    private @Nullable Object deployment;

    /** Whether the present cursor is open. */
    private boolean opened;

    /** Whether it has answered since. */
    private boolean answered;

    Reading(
            Ground ground,
            Watched<T> watched,
            WatchOptions options,
            Position position,
            Delivery<T> delivery,
            Course course) {
        this.ground = ground;
        this.watched = watched;
        this.options = options;
        this.position = position;
        this.delivery = delivery;
        this.course = course;
    }

    boolean opened() {
        return opened;
    }

    boolean answered() {
        return answered;
    }

    /** Reads until there is no more to read here; what breaks is thrown, unless somebody else closed the cursor. */
    void read() {
        opened = false;
        answered = false;
        if (impossible()) {
            return;
        }
        try (ClientSession session = ground.startSession();
                MongoChangeStreamCursor<ChangeStreamDocument<T>> cursor = open(session)) {
            if (cursor == null) {
                return;
            }
            position.opened(session.getOperationTime());
            opened = true;
            course.opened();
            try {
                while (course.going() && step(cursor)) {
                    answered = true;
                }
            } catch (RuntimeException failure) {
                if (!closed(cursor)) {
                    throw failure;
                }
            }
        }
    }

    /** Opens the server's cursor; null if the connection has gone to another deployment meanwhile, where the token means nothing. */
    private @Nullable MongoChangeStreamCursor<ChangeStreamDocument<T>> open(ClientSession session) {
        try {
            MongoChangeStreamCursor<ChangeStreamDocument<T>> cursor =
                    iterable(session).cursor();
            if (stays()) {
                return cursor;
            }
            cursor.close();
            return null;
        } catch (RuntimeException failure) {
            if (stays()) {
                throw failure;
            }
            return null;
        }
    }

    private boolean stays() {
        Object now = ground.deployment();
        return now == null || deployment == null || now == deployment;
    }

    private boolean impossible() {
        Diagnosis missing = ground.missing();
        if (missing != null) {
            course.end(Reason.REFUSED, missing);
            return true;
        }
        Object now = ground.deployment();
        boolean elsewhere = deployment != null && now != null && now != deployment;
        if (elsewhere && options.restartElsewhere()) {
            position.restart();
        } else if (elsewhere) {
            String what = "the connection leads to another deployment now";
            course.end(Reason.HISTORY_LOST, Diagnosis.of(Problem.STREAM_HISTORY_LOST, what, null, null));
            return true;
        }
        deployment = now != null ? now : deployment;
        return false;
    }

    private ChangeStreamIterable<T> iterable(ClientSession session) {
        ChangeStreamIterable<T> iterable = watched.source()
                .apply(session)
                .fullDocument(options.fullDocument())
                .fullDocumentBeforeChange(options.fullDocumentBeforeChange());
        options.batchSize().ifPresent(iterable::batchSize);
        iterable.maxAwaitTime(watched.awaitTime(options.maxAwaitTime()).toMillis(), TimeUnit.MILLISECONDS);
        position.apply(iterable);
        return iterable;
    }

    /** Asks once; false when this cursor has no more to give. */
    private boolean step(MongoChangeStreamCursor<ChangeStreamDocument<T>> cursor) {
        ChangeStreamDocument<T> event = cursor.tryNext();
        if (!course.going()) {
            return false;
        }
        if (event == null) {
            BsonDocument token = cursor.getResumeToken();
            if (token != null) {
                delivery.idle(token);
            }
            if (cursor.getServerCursor() == null) {
                throw new IllegalStateException("the server ended the change stream's cursor");
            }
            return true;
        }
        if (!delivery.deliver(event)) {
            return false;
        }
        if (event.getOperationType() == OperationType.INVALIDATE) {
            course.end(
                    Reason.INVALIDATED,
                    Diagnosis.of(
                            Problem.STREAM_INVALIDATED, "what the stream watched was dropped or renamed", null, null));
            return false;
        }
        return true;
    }

    /** Whether a drain closed the cursor under the reader, who may then see anything. */
    private static boolean closed(MongoChangeStreamCursor<?> cursor) {
        try {
            cursor.getServerCursor();
            return false;
        } catch (IllegalStateException closed) {
            return true;
        }
    }
}
