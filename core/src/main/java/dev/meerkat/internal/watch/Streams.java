package dev.meerkat.internal.watch;

import com.mongodb.client.model.changestream.ChangeStreamDocument;
import dev.meerkat.diagnosis.Diagnosis;
import dev.meerkat.diagnosis.Problem;
import dev.meerkat.watch.ChangeStream;
import dev.meerkat.watch.StreamEnd;
import dev.meerkat.watch.WatchOptions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** The supervised change streams of one connection. Thread safety: safe. Source: contract I7. */
public final class Streams {
    private final Ground ground;
    private final Set<SupervisedStream<?>> streams = ConcurrentHashMap.newKeySet();
    private final AtomicInteger numbers = new AtomicInteger();
    private volatile boolean removed;

    /** A connection without streams. */
    public Streams(Ground ground) {
        this.ground = ground;
    }

    /** Begins to watch {@code watched}, or waits until the connection is opened. */
    public <T> ChangeStream watch(
            Watched<T> watched, WatchOptions options, Consumer<? super ChangeStreamDocument<T>> listener) {
        SupervisedStream<T> stream =
                new SupervisedStream<>(ground, watched, numbers.incrementAndGet(), options, listener, streams::remove);
        // First listed, then looked at: an open that comes in between wakes it.
        streams.add(stream);
        stream.wake();
        if (removed) {
            end(stream);
        }
        return stream;
    }

    /** The connection has begun to open. */
    public void wake() {
        streams.forEach(SupervisedStream::wake);
    }

    /** The connection was removed from its registry: all streams end. */
    public void remove() {
        removed = true;
        streams.forEach(Streams::end);
    }

    private static void end(SupervisedStream<?> stream) {
        stream.end(
                StreamEnd.Reason.CONNECTION_REMOVED,
                Diagnosis.of(Problem.CONNECTION_REMOVED, "the connection was removed from its registry", null, null));
    }
}
