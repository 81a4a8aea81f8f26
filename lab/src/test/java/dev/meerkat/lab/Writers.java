package dev.meerkat.lab;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.inc;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.UpdateOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.bson.Document;

/** Threads that write as fast as they are answered, each document once, so that a write done twice can be seen. */
final class Writers implements AutoCloseable {
    private final MongoCollection<Document> collection;
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final AtomicInteger tried = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final AtomicLong longest = new AtomicLong();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean ending;

    Writers(MongoCollection<Document> collection, int count) {
        this.collection = collection;
        for (int number = 0; number < count; number++) {
            String name = "writer-" + number;
            Thread thread = new Thread(() -> write(name), name);
            threads.add(thread);
            thread.start();
        }
    }

    private void write(String name) {
        for (int number = 0; !ending; number++) {
            String id = name + "-" + number;
            tried.incrementAndGet();
            long start = System.nanoTime();
            try {
                collection.updateOne(eq(id), inc("times", 1), new UpdateOptions().upsert(true));
                acknowledged.add(id);
                longest.accumulateAndGet(System.nanoTime() - start, Math::max);
            } catch (MongoException refused) {
                failed.incrementAndGet();
            }
        }
    }

    int acknowledged() {
        return acknowledged.size();
    }

    int failed() {
        return failed.get();
    }

    /** Tried, and neither acknowledged nor failed: must be none. */
    int untold() {
        return tried.get() - acknowledged.size() - failed.get();
    }

    /** Acknowledged and not there: must be none. */
    Set<String> lost() {
        Set<String> rest = ConcurrentHashMap.newKeySet();
        rest.addAll(acknowledged);
        rest.removeAll(found().keySet());
        return rest;
    }

    /** There more than once: must be none. */
    Map<String, Integer> doubled() {
        Map<String, Integer> more = found();
        more.values().removeIf(times -> times == 1);
        return more;
    }

    private Map<String, Integer> found() {
        Map<String, Integer> found = new HashMap<>();
        collection.find().forEach(each -> found.put(each.getString("_id"), each.getInteger("times")));
        return found;
    }

    @Override
    public void close() {
        end();
    }

    void end() {
        ending = true;
        for (Thread thread : threads) {
            try {
                thread.join(TimeUnit.SECONDS.toMillis(30));
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public String toString() {
        return "tried " + tried + ", acknowledged " + acknowledged.size() + ", failed " + failed + ", found "
                + found().size() + ", longest write "
                + Duration.ofNanos(longest.get()).toMillis() + " ms";
    }
}
