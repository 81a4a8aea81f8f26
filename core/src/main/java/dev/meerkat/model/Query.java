package dev.meerkat.model;

import com.mongodb.ReadPreference;
import com.mongodb.client.ClientSession;
import com.mongodb.client.model.Collation;
import dev.meerkat.options.StrictQuery;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * A question to a model's collection: what, in which order, how many, by which means. Immutable and reusable: each method gives another query,
 * and nothing is sent before a method that ends it. Filters and sorts are the driver's {@code Filters} and {@code Sorts}.
 *
 * <p>Thread safety: safe, without a session. Errors: the driver's, unchanged; {@link dev.meerkat.error.InvalidFilterException} before anything
 * is sent. Source: contract I4.
 *
 * @param <T> what it answers with
 */
public interface Query<T> {
    /** In this order; the last one given counts. */
    Query<T> sort(Bson order);

    /** At most so many; 0 means all. */
    Query<T> limit(int most);

    /** Without the first so many. */
    Query<T> skip(int first);

    /** With these fields alone; a component that is left out is null, so that a primitive one cannot be left out. */
    Query<T> projection(Bson fields);

    /** With these fields alone, as another class. */
    <R> Query<R> projection(Bson fields, Class<R> type);

    /** So many with each answer of the server; the driver's default otherwise. */
    Query<T> batchSize(int documents);

    /** With this index: its keys. */
    Query<T> hint(Bson index);

    /** Comparing text in this way. */
    Query<T> collation(Collation collation);

    /** From these members; as the connection says otherwise. */
    Query<T> readPreference(ReadPreference preference);

    /** At most so long for the whole operation, its waits included, at least 1 ms; as the connection's {@code operationTimeout} says otherwise. */
    Query<T> timeout(Duration timeout);

    /** In this session. */
    Query<T> session(ClientSession session);

    /** With unknown keys treated so; as schema and connection say otherwise. */
    Query<T> strictQuery(StrictQuery strictQuery);

    /** All of them. */
    List<T> list();

    /** The first, if there is one. */
    Optional<T> first();

    /**
     * All of them, one after the other. Nothing is sent before a terminal method of the stream, and when that ends, for whatever reason,
     * the cursor closes itself. An open cursor counts as in flight. Source: contract G6.
     *
     * <p>{@code iterator()} and {@code spliterator()}, and what uses them ({@code Stream.concat} for example), read everything into memory
     * before they give the first.
     */
    Stream<T> stream();

    /** Does it with each; one operation for the gate. */
    void forEach(Consumer<? super T> action);

    /** One page: page number from 0. Counts all with a query of its own; give a sort, or pages overlap. Skip and limit play no part. */
    Page<T> page(int number, int size);

    /** How many match the filter; sort, skip and limit play no part. */
    long count();

    /** Whether any matches. */
    boolean exists();

    /** The server's plan. */
    Document explain();
}
