package dev.meerkat.internal.driver;

import com.mongodb.client.MongoClient;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Closes a driver client without a word to its servers, where there would be none in return.
 *
 * <p>A driver client that is closed gives its sessions back to a server ({@code endSessions}) before it closes anything: it queues for a
 * pooled connection as any work does, and waits for the answer as long as {@code socketTimeout} lets it, by default for ever. A server
 * drops sessions by itself after half an hour, so where nobody would answer soon the driver is kept from asking: on its way to a server it
 * tells the pool's listener, which interrupts the closing thread, so that no connection is lent; what follows needs the thread as it was.
 * Nothing stands in the way of operations. Thread safety: safe. Source: contract C1.
 */
final class Farewell {
    /** Who closes the client now, saying nothing. */
    private volatile Set<Thread> silent = Set.of();

    /** To be called on the thread that asks the pool for a connection. */
    void asked() {
        if (!silent.isEmpty() && silent.contains(Thread.currentThread())) {
            Thread.currentThread().interrupt();
        }
    }

    /** To be called on the thread that the pool lent none. */
    void refused() {
        if (!silent.isEmpty() && silent.contains(Thread.currentThread())) {
            Thread.interrupted();
        }
    }

    /** Closes {@code client} on this thread, saying nothing. */
    void closeSilently(MongoClient client) {
        change(threads -> threads.add(Thread.currentThread()));
        try {
            client.close();
        } finally {
            change(threads -> threads.remove(Thread.currentThread()));
        }
    }

    private synchronized void change(Consumer<Set<Thread>> change) {
        Set<Thread> threads = new HashSet<>(silent);
        change.accept(threads);
        silent = Set.copyOf(threads);
    }
}
