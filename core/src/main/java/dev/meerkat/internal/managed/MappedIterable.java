package dev.meerkat.internal.managed;

import com.mongodb.Function;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.MongoIterable;
import java.util.Collection;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An iterable through a function, which runs outside the driver's calls. */
final class MappedIterable<T, U> implements MongoIterable<U> {
    private final MongoIterable<T> source;
    private final Function<T, U> mapper;

    MappedIterable(MongoIterable<T> source, Function<T, U> mapper) {
        this.source = source;
        this.mapper = mapper;
    }

    @Override
    public MongoCursor<U> iterator() {
        return cursor();
    }

    @Override
    public MongoCursor<U> cursor() {
        return new MappedCursor<>(source.cursor(), mapper);
    }

    @Override
    public @Nullable U first() {
        T first = source.first();
        return first == null ? null : mapper.apply(first);
    }

    @Override
    public void forEach(Consumer<? super U> action) {
        source.forEach(document -> action.accept(mapper.apply(document)));
    }

    @Override
    public <V> MongoIterable<V> map(Function<U, V> next) {
        return new MappedIterable<>(this, HandleSettings.present("mapper", next));
    }

    @Override
    public <A extends Collection<? super U>> A into(A target) {
        forEach(target::add);
        return target;
    }

    @Override
    public MongoIterable<U> batchSize(int batchSize) {
        source.batchSize(batchSize);
        return this;
    }
}
