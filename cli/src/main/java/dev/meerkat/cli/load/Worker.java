package dev.meerkat.cli.load;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Updates;
import dev.meerkat.cli.run.Stop;
import java.time.Duration;
import org.bson.Document;

/** One thread's work: inserts a document, increments it, reads it back, and so on until the stop. */
final class Worker implements Runnable {
    /** After a failure a thread pauses, so that an outage is not answered with a storm. */
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final MongoCollection<Document> collection;
    private final Lane lane;
    private final Scores scores;
    private final Pace pace;
    private final Stop stop;
    private final Steps steps;

    Worker(MongoCollection<Document> collection, Lane lane, Scores scores, Pace pace, Stop stop, Steps steps) {
        this.collection = collection;
        this.lane = lane;
        this.scores = scores;
        this.pace = pace;
        this.stop = stop;
        this.steps = steps;
    }

    @Override
    public void run() {
        while (!stop.requested()) {
            long wait = pace.take(System.nanoTime());
            if (wait > 0 && stop.await(Duration.ofNanos(wait))) {
                return;
            }
            if (!document(lane.next())) {
                stop.await(PAUSE);
            }
        }
    }

    /** One document's life; false when something failed. A step begun before the stop ends, a further one is not begun. */
    private boolean document(int number) {
        long id = lane.idOf(number);
        return write(() -> collection.insertOne(new Document("_id", id).append("n", 0)))
                && noted(() -> lane.inserted(number))
                && increment(number, id)
                && readBack(id);
    }

    private boolean increment(int number, long id) {
        return write(() -> {
                    lane.tried(number);
                    collection.updateOne(eq("_id", id), Updates.inc("n", 1));
                })
                && noted(() -> lane.incremented(number));
    }

    private boolean write(Runnable operation) {
        if (!counted(scores.writes(), () -> RestartGuard.during(operation))) {
            return false;
        }
        scores.gaps().ended(System.nanoTime());
        return true;
    }

    private boolean readBack(long id) {
        return counted(scores.reads(), () -> {
            Document document = collection.find(eq("_id", id)).first();
            if (document == null || document.getInteger("n", 0) == 0) {
                scores.stale().increment();
            }
        });
    }

    private boolean counted(Tally tally, Runnable operation) {
        if (!steps.begin()) {
            return false;
        }
        tally.attempted();
        try {
            operation.run();
        } catch (RuntimeException failure) {
            tally.threw(failure);
            return false;
        } finally {
            steps.end();
        }
        tally.acknowledged();
        return true;
    }

    private static boolean noted(Runnable note) {
        note.run();
        return true;
    }
}
