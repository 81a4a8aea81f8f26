package dev.meerkat.internal.managed;

import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoIterable;
import org.jspecify.annotations.Nullable;

/** A change stream read as documents of another class. */
final class PlainStreamIterable<T> extends StreamIterable<T, MongoIterable<T>> {
    PlainStreamIterable(
            Handle<?> handle,
            String operation,
            boolean read,
            @Nullable ClientSession session,
            boolean joins,
            Recipe<MongoIterable<T>> recipe) {
        super(handle, operation, read, session, joins, recipe);
    }

    @Override
    public MongoIterable<T> batchSize(int batchSize) {
        Recipe<MongoIterable<T>> before = recipe;
        recipe = (admission, used) -> before.make(admission, used).batchSize(batchSize);
        return this;
    }
}
