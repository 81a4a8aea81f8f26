package dev.meerkat.internal.model;

import com.mongodb.ReadPreference;
import com.mongodb.client.ClientSession;
import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.model.Collation;
import com.mongodb.client.model.CountOptions;
import dev.meerkat.model.Page;
import dev.meerkat.model.Query;
import dev.meerkat.options.StrictQuery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * A query on a handle of a model. Immutable; casts its filter when it is sent.
 *
 * @param model the handle
 * @param filter what was asked for, as it was given
 * @param spec the rest of it
 * @param type what it answers with
 */
record FindQuery<T, R>(Handle<T> model, Bson filter, FindSpec spec, Class<R> type) implements Query<R> {
    private FindQuery<T, R> with(FindSpec other) {
        return new FindQuery<>(model, filter, other, type);
    }

    @Override
    public Query<R> sort(Bson order) {
        return with(spec.sort(order));
    }

    @Override
    public Query<R> limit(int most) {
        return with(spec.limit(atLeast(0, most, "limit")));
    }

    @Override
    public Query<R> skip(int first) {
        return with(spec.skip(atLeast(0, first, "skip")));
    }

    @Override
    public Query<R> projection(Bson fields) {
        return with(spec.projection(fields));
    }

    @Override
    public <S> Query<S> projection(Bson fields, Class<S> other) {
        return new FindQuery<>(model, filter, spec.projection(fields), other);
    }

    @Override
    public Query<R> batchSize(int documents) {
        return with(spec.batchSize(atLeast(0, documents, "batchSize")));
    }

    @Override
    public Query<R> hint(Bson index) {
        return with(spec.hint(index));
    }

    @Override
    public Query<R> collation(Collation collation) {
        return with(spec.collation(collation));
    }

    @Override
    public Query<R> readPreference(ReadPreference preference) {
        return new FindQuery<>(model.withReadPreference(preference), filter, spec, type);
    }

    @Override
    public Query<R> timeout(Duration timeout) {
        return new FindQuery<>(model.withTimeout(timeout), filter, spec, type);
    }

    @Override
    public Query<R> session(ClientSession session) {
        return new FindQuery<>(model.withSession(session), filter, spec, type);
    }

    @Override
    public Query<R> strictQuery(StrictQuery strictQuery) {
        return with(spec.strictQuery(strictQuery));
    }

    private static int atLeast(int least, int value, String what) {
        if (value < least) {
            throw new IllegalArgumentException(what + " must be at least " + least + ", but is " + value);
        }
        return value;
    }

    private FindIterable<R> send() {
        return spec.apply(model.calls().find(cast(), type));
    }

    private Bson cast() {
        return model.core().forRead(filter, spec.strictQuery());
    }

    @Override
    public List<R> list() {
        return send().into(new ArrayList<>());
    }

    @Override
    public Optional<R> first() {
        return Optional.ofNullable(send().first());
    }

    /** The inner stream is closed by {@code flatMap} when the outer one's terminal method ends, also when that stops early or throws. */
    @Override
    public Stream<R> stream() {
        return Stream.of(this).flatMap(FindQuery::open);
    }

    private Stream<R> open() {
        MongoCursor<R> cursor = send().cursor();
        Spliterator<R> documents =
                Spliterators.spliteratorUnknownSize(cursor, Spliterator.ORDERED | Spliterator.NONNULL);
        return StreamSupport.stream(documents, false).onClose(cursor::close);
    }

    @Override
    public void forEach(Consumer<? super R> action) {
        send().forEach(action);
    }

    @Override
    public Page<R> page(int number, int size) {
        atLeast(0, number, "page");
        atLeast(1, size, "size");
        long total = count();
        long first = (long) number * size;
        List<R> items = first >= total
                ? List.of()
                : skip(Math.toIntExact(first)).limit(size).list();
        return new Page<>(items, number, size, total);
    }

    @Override
    public long count() {
        CountOptions options = new CountOptions().collation(spec.collation());
        return model.calls().count(cast(), options);
    }

    @Override
    public boolean exists() {
        FindSpec one = FindSpec.PLAIN.projection(new Document(Shape.ID, 1)).limit(1);
        Collation collation = spec.collation();
        FindSpec asked = collation == null ? one : one.collation(collation);
        return asked.apply(model.calls().find(cast(), Document.class)).first() != null;
    }

    @Override
    public Document explain() {
        return send().explain();
    }
}
