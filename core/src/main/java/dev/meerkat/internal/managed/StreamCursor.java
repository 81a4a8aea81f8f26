package dev.meerkat.internal.managed;

import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoChangeStreamCursor;
import com.mongodb.client.MongoCursor;
import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;

/** A change stream's cursor, counted apart until it is closed. Source: contract G6. */
final class StreamCursor<T> extends ManagedCursor<T> implements MongoChangeStreamCursor<T> {
    StreamCursor(
            Handle<?> handle, String operation, MongoCursor<T> driver, @Nullable ClientSession session, Lease lease) {
        super(handle, operation, driver, session, lease, true);
    }

    @Override
    public @Nullable BsonDocument getResumeToken() {
        return ((MongoChangeStreamCursor<T>) driver()).getResumeToken();
    }
}
