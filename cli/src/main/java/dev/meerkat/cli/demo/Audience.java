package dev.meerkat.cli.demo;

import dev.meerkat.Connection;
import dev.meerkat.Subscription;
import dev.meerkat.event.ConnectionEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Hears a connection's events, tells them, and waits for the one a scene is about. Thread safety: safe; the monitor guards the list. */
final class Audience {
    private final List<ConnectionEvent> heard = new ArrayList<>();
    private final Subscription subscription;

    /** Listens to {@code connection} from now on and passes each event to {@code narrator}. */
    static Audience of(Connection connection, Consumer<ConnectionEvent> narrator) {
        return new Audience(connection, narrator);
    }

    private Audience(Connection connection, Consumer<ConnectionEvent> narrator) {
        subscription = connection.on(ConnectionEvent.class, event -> {
            narrator.accept(event);
            hear(event);
        });
    }

    private synchronized void hear(ConnectionEvent event) {
        heard.add(event);
        notifyAll();
    }

    /** How many events of that type were heard so far. */
    synchronized long count(Class<? extends ConnectionEvent> type) {
        return heard.stream().filter(type::isInstance).count();
    }

    /** Waits until so many events of that type were heard in all; false when the time is over before. */
    synchronized boolean await(Class<? extends ConnectionEvent> type, long count, Duration time) {
        long end = System.nanoTime() + time.toNanos();
        try {
            while (count(type) < count) {
                long left = (end - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    return false;
                }
                wait(left);
            }
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Hears no more. */
    void leave() {
        subscription.close();
    }
}
