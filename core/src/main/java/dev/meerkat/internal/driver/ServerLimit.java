package dev.meerkat.internal.driver;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.bson.Document;

/**
 * How many connections a server has and takes, by its own {@code serverStatus}. Immutable. Source: contract M4, D2.
 *
 * @param current what is open now, from everybody
 * @param available what it would take besides; 0 at a full server, and at servers that count nothing and tell of one connection or none
 */
public record ServerLimit(long current, long available) {
    /**
     * Asks a server; blocks for at most about {@code patience}. Empty if its answer has no figures, or some below zero.
     *
     * @throws MongoException whatever became of the question: without the right to it, error 13
     */
    public static Optional<ServerLimit> ask(MongoClient client, Duration patience) {
        Document status = client.getDatabase("admin")
                .withTimeout(Math.max(1, patience.toMillis()), TimeUnit.MILLISECONDS)
                .runCommand(new Document("serverStatus", 1));
        return status.get("connections") instanceof Document counts
                        && counts.get("current") instanceof Number current
                        && counts.get("available") instanceof Number available
                        && current.longValue() >= 0
                        && available.longValue() >= 0
                ? Optional.of(new ServerLimit(current.longValue(), available.longValue()))
                : Optional.empty();
    }

    /** Whether the server counts a limit at all: who asks has a monitor's connection too, so that one that counts tells of more than one. */
    public boolean known() {
        return available > 0 || current > 1;
    }

    /** Whether it takes no further connection. */
    public boolean full() {
        return known() && available == 0;
    }

    /** The most connections it takes. */
    public long total() {
        return current + available;
    }
}
