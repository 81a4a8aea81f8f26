package dev.meerkat.internal.dispatch;

import dev.meerkat.Subscription;
import dev.meerkat.event.ConnectionEvent;
import java.util.function.Consumer;

/** One subscriber: what it wants, and from which event on. */
final class Listener<E extends ConnectionEvent> implements Subscription {
    private final Class<E> type;
    private final Consumer<? super E> consumer;
    private final long after;
    private volatile boolean closed;

    /** Makes a listener that gets what has a higher sequence number than {@code after}. */
    Listener(Class<E> type, Consumer<? super E> consumer, long after) {
        this.type = type;
        this.consumer = consumer;
        this.after = after;
    }

    boolean wants(ConnectionEvent event) {
        return !closed && type.isInstance(event) && event.sequence() > after;
    }

    boolean wantsReplayOf(ConnectionEvent event) {
        return !closed && type.isInstance(event);
    }

    void deliver(ConnectionEvent event) {
        consumer.accept(type.cast(event));
    }

    boolean closed() {
        return closed;
    }

    /** For the log: the class alone, because a listener's own text may hold anything. */
    String description() {
        return consumer.getClass().getName();
    }

    @Override
    public void close() {
        closed = true;
    }
}
