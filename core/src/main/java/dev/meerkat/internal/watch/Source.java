package dev.meerkat.internal.watch;

import com.mongodb.client.ChangeStreamIterable;
import com.mongodb.client.ClientSession;

/**
 * What is watched: makes the managed client's iterable, without options.
 *
 * @param <T> what the documents in the events are
 */
@FunctionalInterface
public interface Source<T> {
    /** The iterable in {@code session}. */
    ChangeStreamIterable<T> in(ClientSession session);
}
