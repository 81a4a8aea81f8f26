package dev.meerkat.testkit;

import com.mongodb.ReadPreference;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import dev.meerkat.testkit.internal.Time;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * Writes that are counted: tried, acknowledged, found, lost, duplicated. Documents are {@code {_id: …}}, numbered from 1 or by ids of the test's
 * own. Thread-safe; writers end with the test at the latest.
 */
public final class Writes {
    private final Tally tally = new Tally();
    private final AtomicLong numbers = new AtomicLong();
    private final List<Writer> writers = new CopyOnWriteArrayList<>();
    private final List<RuntimeException> failures = new CopyOnWriteArrayList<>();
    private final Duration patience;

    /**
     * Nothing written yet.
     *
     * @param patience the longest wait of {@link #awaitAcknowledged} and {@link #stop}
     */
    public Writes(Duration patience) {
        this.patience = patience;
    }

    /** Inserts a document of this id; a failure is counted and kept, not thrown. Whether it was acknowledged. */
    public boolean insert(MongoCollection<Document> collection, Object id) {
        return write(id, () -> collection.insertOne(new Document("_id", id)));
    }

    /** As {@link #insert}, in any way a test likes: through a repository, a template, a service. The document must have this {@code _id}. */
    public boolean write(Object id, Runnable insert) {
        tally.tries(id);
        try {
            insert.run();
        } catch (RuntimeException failed) {
            failures.add(failed);
            return false;
        }
        tally.acknowledges(id);
        return true;
    }

    /** Lets so many threads insert one document after the other until {@link #stop}. */
    public Writes start(MongoCollection<Document> collection, int threads) {
        for (int number = 1; number <= threads; number++) {
            Writer writer = new Writer(collection, number);
            writers.add(writer);
            writer.thread.start();
        }
        return this;
    }

    /**
     * Waits until so many more writes than now are acknowledged, and of each running writer one that it began after this call: that all of them
     * have got over whatever happened, so that the next fault meets no write that has met this one.
     *
     * @throws AssertionError when they are not, with the writers that are behind, and the last failure as its cause
     */
    public Writes awaitAcknowledged(int more) {
        int wanted = tally.acknowledged() + more;
        long before = numbers.get();
        if (!Time.until(
                patience, () -> tally.acknowledged() >= wanted && behind(before).isEmpty())) {
            throw new AssertionError(
                    "not " + more + " more acknowledged writes within " + patience + ", one of each writer among them: "
                            + this + ", behind " + behind(before),
                    lastFailure());
        }
        return this;
    }

    /** The writers of whose later writes none is acknowledged. */
    private List<String> behind(long number) {
        return writers.stream()
                .filter(writer -> writer.acknowledged <= number)
                .map(writer -> writer.thread.getName())
                .toList();
    }

    /**
     * Lets writers finish what they have begun.
     *
     * @throws AssertionError when one does not
     */
    public Writes stop() {
        writers.forEach(writer -> writer.stopping = true);
        writers.forEach(this::join);
        writers.clear();
        return this;
    }

    private void join(Writer writer) {
        try {
            TimeUnit.NANOSECONDS.timedJoin(writer.thread, patience.toNanos());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        if (writer.thread.isAlive()) {
            throw new AssertionError("a writer is still in its write after " + patience + ": " + tally);
        }
    }

    /** Stops the writers and reads all documents of the collection back, from the primary. */
    public Tally count(MongoCollection<Document> collection) {
        stop();
        tally.forgetFound();
        try (MongoCursor<Document> documents =
                collection.withReadPreference(ReadPreference.primary()).find().cursor()) {
            documents.forEachRemaining(document -> tally.finds(Objects.requireNonNull(document.get("_id"))));
        }
        return tally;
    }

    /**
     * Stops the writers, reads the collection, and fails unless everything acknowledged is there, once.
     *
     * @throws AssertionError with all figures, and the ids that are wrong
     */
    public Tally assertNoneLost(MongoCollection<Document> collection) {
        Tally counted = count(collection);
        counted.assertNoneLost();
        return counted;
    }

    /** As {@link #assertNoneLost}, and no write may have failed. */
    public Tally assertNoneFailed(MongoCollection<Document> collection) {
        Tally counted = assertNoneLost(collection);
        if (!failures.isEmpty()) {
            throw new AssertionError("writes failed: " + failures.size() + ", " + counted, lastFailure());
        }
        return counted;
    }

    /** What was counted so far. */
    public Tally tally() {
        return tally;
    }

    /** What was thrown by writes so far, oldest first. */
    public List<RuntimeException> failures() {
        return List.copyOf(failures);
    }

    private @Nullable RuntimeException lastFailure() {
        List<RuntimeException> all = failures();
        return all.isEmpty() ? null : all.get(all.size() - 1);
    }

    @Override
    public String toString() {
        return tally + ", failed " + failures.size();
    }

    /** One thread that writes. After a failure it waits a moment, so that an outage is not answered with a storm. */
    private final class Writer {
        private static final Duration PAUSE = Duration.ofMillis(20);

        private final Thread thread;
        private volatile boolean stopping;

        /** The number of the last acknowledged write, 0 before the first. */
        private volatile long acknowledged;

        Writer(MongoCollection<Document> collection, int number) {
            thread = new Thread(() -> run(collection), "testkit-writer-" + number);
            thread.setDaemon(true);
        }

        private void run(MongoCollection<Document> collection) {
            while (!stopping) {
                long number = numbers.incrementAndGet();
                if (insert(collection, number)) {
                    acknowledged = number;
                } else {
                    Time.until(PAUSE, () -> stopping);
                }
            }
        }
    }
}
