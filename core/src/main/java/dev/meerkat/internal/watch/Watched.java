package dev.meerkat.internal.watch;

import com.mongodb.client.ChangeStreamIterable;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * What is watched. Immutable.
 *
 * @param <T> what the documents in the events are
 * @param namespace {@code database} or {@code database.collection}
 * @param timeoutMillis the time limit of its operations, null or 0 for none
 * @param source makes the managed client's iterable in a session, without options
 */
public record Watched<T>(
        String namespace, @Nullable Long timeoutMillis, Function<ClientSession, ChangeStreamIterable<T>> source) {
    /** Below C1's half second, because a socket on which the server waits can be closed only after its answer. */
    private static final Duration USUAL = Duration.ofMillis(400);

    /** All collections of a database. */
    public static Watched<Document> of(MongoDatabase database, List<? extends Bson> pipeline) {
        return new Watched<>(
                database.getName(),
                database.getTimeout(TimeUnit.MILLISECONDS),
                session -> database.watch(session, pipeline));
    }

    /** One collection. */
    public static <T> Watched<T> of(MongoCollection<T> collection, List<? extends Bson> pipeline) {
        Class<T> type = collection.getDocumentClass();
        return new Watched<>(
                collection.getNamespace().getFullName(),
                collection.getTimeout(TimeUnit.MILLISECONDS),
                session -> collection.watch(session, pipeline, type));
    }

    /** How long the server may wait for a change. A question whose limit is shorter would never be answered in time. */
    Duration awaitTime(Optional<Duration> wanted) {
        long limit = timeoutMillis == null ? 0 : timeoutMillis;
        boolean limited = limit > 0 && limit < 2 * USUAL.toMillis();
        return wanted.orElse(limited ? Duration.ofMillis(Math.max(1, limit / 2)) : USUAL);
    }
}
