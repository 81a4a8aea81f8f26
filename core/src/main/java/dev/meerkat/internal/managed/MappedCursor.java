package dev.meerkat.internal.managed;

import com.mongodb.Function;
import com.mongodb.ServerAddress;
import com.mongodb.ServerCursor;
import com.mongodb.client.MongoCursor;
import org.jspecify.annotations.Nullable;

/** A cursor through a function. Thread safety: none, as the driver's. */
final class MappedCursor<T, U> implements MongoCursor<U> {
    private final MongoCursor<T> source;
    private final Function<T, U> mapper;

    MappedCursor(MongoCursor<T> source, Function<T, U> mapper) {
        this.source = source;
        this.mapper = mapper;
    }

    @Override
    public boolean hasNext() {
        return source.hasNext();
    }

    @Override
    public U next() {
        return mapper.apply(source.next());
    }

    @Override
    public @Nullable U tryNext() {
        T next = source.tryNext();
        return next == null ? null : mapper.apply(next);
    }

    @Override
    public int available() {
        return source.available();
    }

    @Override
    public @Nullable ServerCursor getServerCursor() {
        return source.getServerCursor();
    }

    @Override
    public ServerAddress getServerAddress() {
        return source.getServerAddress();
    }

    @Override
    public void close() {
        source.close();
    }
}
