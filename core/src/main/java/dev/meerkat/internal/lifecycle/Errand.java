package dev.meerkat.internal.lifecycle;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Something that blocks, done on a daemon thread of its own, so that whoever waits for it can walk away.
 *
 * <p>A driver call may sit in a connect or a name look-up which nobody can interrupt; the thread then ends by itself, later. Thread safety:
 * safe.
 *
 * @param <T> what it brings
 */
final class Errand<T> {
    private final Thread thread;
    private final Runnable whenDone;
    private volatile boolean done;
    private volatile @Nullable T result;
    private volatile @Nullable Throwable failure;

    private Errand(String name, Callable<T> work, Runnable whenDone) {
        this.whenDone = whenDone;
        this.thread = new Thread(() -> run(work), name);
        thread.setDaemon(true);
    }

    /** Starts {@code work}; {@code whenDone} is called on its thread after it ended either way. */
    static <T> Errand<T> start(String name, Callable<T> work, Runnable whenDone) {
        Errand<T> errand = new Errand<>(name, work, whenDone);
        errand.thread.start();
        return errand;
    }

    private void run(Callable<T> work) {
        try {
            result = work.call();
        } catch (Throwable thrown) {
            failure = thrown;
        } finally {
            done = true;
            whenDone.run();
        }
    }

    boolean done() {
        return done;
    }

    /** What it brought; null if it failed, is not done, or brought nothing. */
    @Nullable
    T result() {
        return result;
    }

    @Nullable
    Throwable failure() {
        return failure;
    }

    Thread thread() {
        return thread;
    }

    /** Asks it to stop, without waiting. */
    void abandon() {
        thread.interrupt();
    }
}
