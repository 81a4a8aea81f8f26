package dev.meerkat.cli.load;

import com.mongodb.MongoException;
import com.mongodb.ReadPreference;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import dev.meerkat.Connection;
import dev.meerkat.ConnectionStatus;
import dev.meerkat.cli.run.Stop;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.bson.Document;

/**
 * Threads that write to a collection of their own through a connection's managed client, and the proof of what became of it.
 *
 * <p>Memory: about five bits for each document. Thread safety: safe.
 */
public final class Workload {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd_HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int TRIES = 3;

    /** How long a thread may take to end after the connection was closed. */
    private static final Duration LEAVING = Duration.ofSeconds(5);

    private final MongoCollection<Document> collection;
    private final Supplier<ConnectionStatus> status;
    private final Ledger ledger;
    private final Scores scores;
    private final Stop stop;
    private final Steps steps;
    private final List<Thread> threads;
    private final long begun;

    private Workload(
            MongoCollection<Document> collection,
            Supplier<ConnectionStatus> status,
            int threads,
            int perSecond,
            Stop stop) {
        this.collection = collection;
        this.status = status;
        this.begun = System.nanoTime();
        this.ledger = new Ledger(threads);
        this.scores = Scores.beginning(begun);
        this.stop = stop;
        this.steps = new Steps(stop);
        Pace pace = new Pace(perSecond, begun);
        this.threads = IntStream.range(0, threads)
                .mapToObj(number ->
                        thread(number, new Worker(collection, ledger.lane(number), scores, pace, stop, steps)))
                .toList();
    }

    private static Thread thread(int number, Worker worker) {
        Thread thread = new Thread(worker, "load-" + (number + 1));
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Begins to write until {@code stop} is asked for.
     *
     * @param perSecond the most documents each second, all threads together; 0 for no limit
     */
    public static Workload start(Connection connection, int threads, int perSecond, Stop stop) {
        String name = String.format(
                Locale.ROOT,
                "meerkat_load_%s_%04x",
                STAMP.format(Instant.now()),
                ThreadLocalRandom.current().nextInt(0x10000));
        Workload workload =
                new Workload(connection.database().getCollection(name), connection::status, threads, perSecond, stop);
        workload.threads.forEach(Thread::start);
        return workload;
    }

    /** The run's own collection as database.collection. */
    public String namespace() {
        return collection.getNamespace().getFullName();
    }

    /** The run's own collection. */
    public MongoCollection<Document> collection() {
        return collection;
    }

    /** Asks for the stop: steps under way end, no further ones begin. Returns when those under way have reached the gate. */
    public void stop() {
        stop.request();
        steps.awaitGate(status);
        scores.gaps().ended(System.nanoTime());
    }

    /** Whether all threads have ended. */
    public boolean ended() {
        return threads.stream().noneMatch(Thread::isAlive);
    }

    /** Waits until the threads have ended, which the closed connection makes them do. */
    public void join() {
        long end = System.nanoTime() + LEAVING.toNanos();
        try {
            for (Thread thread : threads) {
                TimeUnit.NANOSECONDS.timedJoin(thread, Math.max(1, end - System.nanoTime()));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Reads all documents back from the primary; after it the ledger tells what was lost or duplicated. A failure is tried again twice.
     *
     * @throws MongoException when they cannot be read
     */
    public Ledger count() {
        for (int attempt = 1; ; attempt++) {
            ledger.forgetFound();
            try (MongoCursor<Document> documents = collection
                    .withReadPreference(ReadPreference.primary())
                    .find()
                    .cursor()) {
                documents.forEachRemaining(this::found);
                return ledger;
            } catch (MongoException unreadable) {
                if (attempt == TRIES) {
                    throw unreadable;
                }
            }
        }
    }

    /** Others may have written to the collection too: what is not of this run counts for nothing. */
    private void found(Document document) {
        if (document.get("_id") instanceof Long id) {
            ledger.found(id, document.get("n") instanceof Number n ? n.longValue() : 0);
        }
    }

    /** Removes the run's collection. */
    public void drop() {
        collection.drop();
    }

    /** The writes so far. */
    public Tally.Figures writes() {
        return scores.writes().figures();
    }

    /** The reads so far. */
    public Tally.Figures reads() {
        return scores.reads().figures();
    }

    /** Reads that did not show the write acknowledged before. */
    public long staleReads() {
        return scores.stale().sum();
    }

    /** The longest time without an acknowledged write. */
    public Duration longestGap() {
        return scores.gaps().longest();
    }

    /** How long the last acknowledged write is ago. */
    public Duration presentGap() {
        return scores.gaps().present(System.nanoTime());
    }

    /** How long it has been running. */
    public Duration age() {
        return Duration.ofNanos(System.nanoTime() - begun);
    }
}
