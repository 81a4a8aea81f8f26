package dev.meerkat.internal.driver;

import com.mongodb.MongoClientException;
import com.mongodb.client.MongoClient;
import com.mongodb.connection.ClusterDescription;
import com.mongodb.connection.ServerDescription;
import com.mongodb.selector.ServerSelector;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Closes a driver client without a word to its servers, where there would be none in return.
 *
 * <p>A driver client that is closed gives its sessions back to a server ({@code endSessions}) before it closes anything: it queues for a
 * pooled connection as any work does, and waits for the answer as long as {@code socketTimeout} lets it, by default for ever. A server
 * drops sessions by itself after half an hour, so where nobody would answer soon the driver is kept from asking. On its way to a server it
 * asks this selector, which stands in front of the application's own and throws at the closing thread; behind a load balancer it asks no
 * selector, and there the closing thread is interrupted, which ends its way at the pool. Thread safety: safe. Source: contract C1.
 */
final class Farewell implements ServerSelector {
    private final @Nullable ServerSelector own;

    /** Who closes the client now, saying nothing. */
    private final Set<Thread> silent = ConcurrentHashMap.newKeySet();

    /** A selector in front of the application's own, if there is one. */
    Farewell(@Nullable ServerSelector own) {
        this.own = own;
    }

    @Override
    public List<ServerDescription> select(ClusterDescription cluster) {
        if (silent.contains(Thread.currentThread())) {
            throw new MongoClientException("The client is being closed and leaves its sessions to the server");
        }
        return own == null ? cluster.getServerDescriptions() : own.select(cluster);
    }

    /** Stands in the driver's message of a selection that found no server. */
    @Override
    public String toString() {
        return own == null ? "any server" : own.toString();
    }

    /** Closes {@code client} on this thread, saying nothing; {@code selecting} unless it is behind a load balancer. */
    void closeSilently(MongoClient client, boolean selecting) {
        silent.add(Thread.currentThread());
        try {
            if (selecting) {
                client.close();
            } else {
                closeInterrupted(client);
            }
        } finally {
            silent.remove(Thread.currentThread());
        }
    }

    private static void closeInterrupted(MongoClient client) {
        boolean before = Thread.interrupted();
        Thread.currentThread().interrupt();
        try {
            client.close();
        } finally {
            if (!before) {
                Thread.interrupted(); // the driver leaves it set
            }
        }
    }
}
