package dev.meerkat.internal.registry;

import dev.meerkat.internal.time.TimeSource;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is to be done at one moment of a worker's stop. Thread safety: safe; {@link #waiting} guards itself, nothing is done under it. Steps
 * are somebody's code: they run on a thread that can be left behind.
 */
final class Steps {
    private static final Logger LOG = LoggerFactory.getLogger("dev.meerkat.worker");

    private final String worker;
    private final String moment;
    private final TimeSource time;
    private final List<Runnable> waiting = new ArrayList<>();
    private boolean begun;

    /** Steps of {@code worker} at {@code moment}, a word for thread and log. */
    Steps(String worker, String moment, TimeSource time) {
        this.worker = worker;
        this.moment = moment;
        this.time = time;
    }

    void add(Runnable step) {
        synchronized (waiting) {
            if (!begun) {
                waiting.add(step);
                return;
            }
        }
        run(step);
    }

    /**
     * Does all steps in order, each on a thread of its own, and returns when they are done, before {@code end}. A step that hangs is left behind
     * after half of the time that is left, so that what comes after it has some.
     */
    void run(long end) throws InterruptedException {
        List<Runnable> due;
        synchronized (waiting) {
            begun = true;
            due = List.copyOf(waiting);
        }
        for (Runnable step : due) {
            Thread thread = new Thread(() -> run(step), "meerkat-" + worker + "-" + moment);
            thread.setDaemon(true);
            thread.start();
            thread.join(Math.max(1, (end - time.nanos()) / 2_000_000));
            if (thread.isAlive()) {
                LOG.warn("[{}] a step of the stop is late and was left behind moment={}", worker, moment);
            }
        }
    }

    private void run(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | Error failed) {
            LOG.warn("[{}] a step of the stop failed moment={}", worker, moment, failed);
        }
    }
}
