package dev.meerkat.internal.managed;

import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoChangeStreamCursor;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.MongoIterable;
import dev.meerkat.internal.gate.Admission;
import dev.meerkat.stats.LeakKind;
import java.lang.ref.Reference;
import org.jspecify.annotations.Nullable;

/** A change stream, whatever its documents are. Source: contract G6. */
abstract class StreamIterable<T, I extends MongoIterable<T>> extends ManagedIterable<T, I> {
    StreamIterable(
            Handle<?> handle,
            String operation,
            boolean read,
            @Nullable ClientSession session,
            boolean joins,
            Recipe<I> recipe) {
        super(handle, operation, read, session, joins, recipe);
    }

    @Override
    public MongoChangeStreamCursor<T> cursor() {
        StreamCursor<T> cursor = open(true);
        cursor.follow(LeakKind.CHANGE_STREAM);
        return cursor;
    }

    @Override
    StreamCursor<T> open(boolean untilClosed) {
        ClientSession used = session();
        StreamEnd end = new StreamEnd();
        Admission admission = handle.root.entrance().admitChangeStream(operation, handle, end);
        Lease lease = new Lease(admission);
        boolean opened = false;
        try {
            MongoCursor<T> driver = recipe.make(admission, used).cursor();
            end.opened(driver);
            opened = true;
            return new StreamCursor<>(handle, operation, driver, used, lease);
        } catch (RuntimeException failure) {
            throw handle.failed(failure, operation, admission);
        } finally {
            Reference.reachabilityFence(used);
            if (!opened) {
                lease.end();
            }
        }
    }

    @Override
    public @Nullable T first() {
        try (MongoCursor<T> cursor = open(true)) {
            return cursor.hasNext() ? cursor.next() : null;
        }
    }
}
