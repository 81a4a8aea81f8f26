package dev.meerkat.contract;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.inc;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.UpdateOptions;
import dev.meerkat.contract.frame.Latch;
import dev.meerkat.testkit.Tally;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;
import org.bson.Document;

/** One of two clients side by side: its writers, what became of their writes, and how soon after each election one was acknowledged. */
final class FailoverSide {
    /** From one write to the next of the same writer, where nothing holds it up. */
    private static final Duration PACE = Duration.ofMillis(20);

    private final String name;
    private final MongoCollection<Document> collection;
    private final Tally tally = new Tally();
    private final AtomicLong begun = new AtomicLong();

    /** Of each writer's last acknowledged write: the how manieth it was of those begun. */
    private final AtomicLongArray acknowledged;

    private final AtomicInteger failed = new AtomicInteger();
    private final AtomicInteger duplicated = new AtomicInteger();
    private final Latch over = new Latch();
    private final List<Work<Boolean>> writers;
    private final AtomicLong first = new AtomicLong();
    private final AtomicLong last = new AtomicLong(System.nanoTime());
    private final AtomicLong longest = new AtomicLong();
    private volatile long since = Long.MAX_VALUE;

    /** Milliseconds from each fault to the first write acknowledged after its election. */
    private final List<Double> gaps = new ArrayList<>();

    /** Begins to write each document once with {@code {$inc: {times: 1}}}, so that a write done twice can be seen. */
    FailoverSide(String name, MongoCollection<Document> collection, int writers) {
        this.name = name;
        this.collection = collection;
        this.acknowledged = new AtomicLongArray(writers);
        this.writers = IntStream.range(0, writers)
                .mapToObj(number -> Work.begin(name + "-writer-" + number, () -> write(number)))
                .toList();
    }

    private void write(int writer) {
        while (!over.await(PACE)) {
            long number = begun.incrementAndGet();
            String id = "w" + writer + "-" + number;
            tally.tries(id);
            try {
                collection.updateOne(eq(id), inc("times", 1), new UpdateOptions().upsert(true));
                long now = System.nanoTime();
                tally.acknowledges(id);
                acknowledged.set(writer, number);
                longest.accumulateAndGet(now - last.getAndSet(now), Math::max);
                if (now >= since) {
                    first.compareAndSet(0, now);
                }
            } catch (RuntimeException refused) {
                failed.incrementAndGet();
            }
        }
    }

    /** The next acknowledged write is the first after an election that is about to be; nobody can write before it. */
    void expect() {
        first.set(0);
        since = System.nanoTime();
    }

    /** Waits for that write, and until the writers are at work again. */
    void awaitBack(long fault) {
        await().pollInterval(Duration.ofMillis(5)).until(() -> first.get() != 0);
        gaps.add((first.get() - fault) / 1e6);
        awaitMore();
    }

    /** Waits until a write that it began from now on is acknowledged of every writer: a driver tries a write twice, and two faults are too many for one. */
    void awaitMore() {
        long before = begun.get();
        await().pollInterval(Duration.ofMillis(5))
                .until(() -> IntStream.range(0, acknowledged.length())
                        .allMatch(writer -> acknowledged.get(writer) > before));
    }

    /** Ends the writers and reads everything back through {@code reader}, since the own client may be of no use any more. */
    void end(MongoClient reader) {
        over.open();
        writers.forEach(Work::value);
        MongoCollection<Document> written = reader.getDatabase(
                        collection.getNamespace().getDatabaseName())
                .getCollection(collection.getNamespace().getCollectionName());
        written.find().forEach(each -> {
            tally.finds(each.get("_id"));
            if (each.getInteger("times") > 1) {
                duplicated.incrementAndGet();
            }
        });
    }

    /** The longest time without an acknowledged write of any writer. */
    Duration longest() {
        return Duration.ofNanos(longest.get());
    }

    /** Forgets it: what was slow before counts for nothing. */
    void forgetLongest() {
        longest.set(0);
        last.set(System.nanoTime());
    }

    /** How many writes were acknowledged, and were tried. */
    Tally tally() {
        return tally;
    }

    int lost() {
        return tally.lost().size();
    }

    int duplicated() {
        return duplicated.get();
    }

    int failed() {
        return failed.get();
    }

    List<Double> gaps() {
        return List.copyOf(gaps);
    }

    static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }

    @Override
    public String toString() {
        return String.format(
                "%s: %s, failed %d, lost %d, duplicated %d; from fault to first write: median %.1f ms, worst %.1f ms",
                name, tally, failed(), lost(), duplicated(), median(gaps), Collections.max(gaps));
    }
}
