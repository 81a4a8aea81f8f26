package dev.meerkat.internal.dispatch;

import dev.meerkat.Subscription;
import dev.meerkat.event.ConnectionEvent;
import dev.meerkat.internal.jfr.EventTwins;
import dev.meerkat.internal.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers a connection's events: serially, in order, on a thread of its own, which exists only while there is something to deliver.
 *
 * <p>Thread safety: safe. {@link #lock} guards the queue, the listeners and the progress; no listener is called under it. Source: contract
 * E1 to E5.
 */
public final class Dispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    private static final Duration PATIENCE = Duration.ofMillis(250);

    /** Told when a listener threw, so that the event of it gets its number from the one writer. */
    public interface FailureSink {
        /** Takes the failure of a listener at {@code event}; never called under the dispatcher's lock. */
        void listenerFailed(ConnectionEvent event, String listener, Throwable failure);
    }

    private final String connection;
    private final TimeSource time;
    private final FailureSink failures;
    private final Timeline timeline = new Timeline();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition progressed = lock.newCondition();
    private final EventQueue queue = new EventQueue();
    private List<Listener<?>> listeners = List.of();
    private @Nullable Thread thread;
    private @Nullable ConnectionEvent current;
    private @Nullable ConnectionEvent replayable;
    private long emitted;
    private long delivered;
    private long steps;

    /** Makes a dispatcher without listeners. */
    public Dispatcher(String connection, TimeSource time, FailureSink failures) {
        this.connection = connection;
        this.time = time;
        this.failures = failures;
    }

    /** Queues {@code event}; the one writer calls this in the order of the sequence numbers. Never blocks for long. */
    public void emit(ConnectionEvent event) {
        timeline.add(event);
        EventTwins.record(event);
        lock.lock();
        try {
            emitted = event.sequence();
            if (!event.extra()) {
                replayable = event;
            }
            if (listeners.isEmpty() && thread == null) {
                delivered = emitted;
            } else {
                queue.add(new EventQueue.Entry(event, null));
                ensureThread();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Adds a listener for what is emitted from now on, told the present state first if {@code replay}. */
    public <E extends ConnectionEvent> Subscription subscribe(
            Class<E> type, Consumer<? super E> consumer, boolean replay) {
        lock.lock();
        try {
            Listener<E> listener = new Listener<>(type, consumer, emitted);
            List<Listener<?>> grown = new ArrayList<>(listeners);
            grown.removeIf(Listener::closed);
            grown.add(listener);
            listeners = List.copyOf(grown);
            ConnectionEvent present = replayable;
            if (replay && present != null && listener.wantsReplayOf(present)) {
                queue.add(new EventQueue.Entry(present, listener));
                ensureThread();
            }
            return listener;
        } finally {
            lock.unlock();
        }
    }

    /** The last 256 events, oldest first. */
    public List<ConnectionEvent> timeline() {
        return timeline.events();
    }

    /** Waits until what was emitted so far is delivered; not for a listener that blocks longer than 250 ms, nor on the event thread. */
    public void awaitDelivered() {
        lock.lock();
        try {
            long target = emitted;
            long seen = -1;
            long left = 0;
            while (delivered < target && Thread.currentThread() != thread) {
                if (steps != seen) {
                    seen = steps;
                    left = PATIENCE.toNanos();
                }
                if (left <= 0) {
                    return;
                }
                left = progressed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    private void ensureThread() {
        if (thread == null) {
            Thread started = new Thread(this::run, "meerkat-" + connection + "-events");
            started.setDaemon(true);
            thread = started;
            started.start();
        }
    }

    private void run() {
        for (EventQueue.Entry entry = next(); entry != null; entry = next()) {
            for (Listener<?> listener : recipients(entry)) {
                deliver(listener, entry.event());
            }
        }
    }

    /** Takes the next entry, or ends the thread. */
    private EventQueue.@Nullable Entry next() {
        lock.lock();
        try {
            ConnectionEvent done = current;
            if (done != null) {
                delivered = Math.max(delivered, done.sequence());
            }
            steps++;
            EventQueue.Entry entry = queue.poll();
            current = entry == null ? null : entry.event();
            if (entry == null) {
                delivered = emitted;
                thread = null;
            }
            progressed.signalAll();
            return entry;
        } finally {
            lock.unlock();
        }
    }

    private List<Listener<?>> recipients(EventQueue.Entry entry) {
        if (entry.only() != null) {
            return entry.only().closed() ? List.of() : List.of(entry.only());
        }
        lock.lock();
        try {
            return listeners.stream().filter(each -> each.wants(entry.event())).toList();
        } finally {
            lock.unlock();
        }
    }

    private void deliver(Listener<?> listener, ConnectionEvent event) {
        if (listener.closed()) {
            return;
        }
        try {
            listener.deliver(event);
        } catch (Throwable failure) {
            LOG.warn(
                    "[{}] a listener failed event={} listener={} failure={}",
                    connection,
                    event.name(),
                    listener.description(),
                    failure.getClass().getName());
            failures.listenerFailed(event, listener.description(), failure);
        } finally {
            step();
        }
    }

    private void step() {
        lock.lock();
        try {
            steps++;
            progressed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The clock events are stamped with. */
    public TimeSource time() {
        return time;
    }
}
