package dev.meerkat;

import dev.meerkat.stats.WorkerReport;
import java.util.Optional;

/**
 * A process's part that takes work from somewhere, a queue for example, and does it on a small connection of its own.
 *
 * <p>It is joined to the ordered stop of its registry, by {@link ConnectionRegistry#close()} and on signals: it stops taking work, what was
 * taken is finished, and then its connection drains and closes; all within the connection's {@code closeGrace}. Other connections follow.
 *
 * <p>Thread safety: safe. Source: contract C4, §4.
 */
public interface Worker extends AutoCloseable {
    /** The name, which is its connection's too. */
    String name();

    /** Its own connection; closing it stops nothing but the connection. */
    Connection connection();

    /**
     * How many pieces of work the connection's pool serves at once: what a queue's prefetch should not exceed. At least 1;
     * {@link Integer#MAX_VALUE} where {@code maxPoolSize} is 0, without limit: bound the prefetch by something else then.
     */
    int capacity();

    /**
     * Does {@code stopTaking} when the stop begins, before anything is waited for: tell the source to send no more. Several are done in the
     * order they were given; one that throws is logged and stops nothing; one that hangs is left behind after half of the time that
     * is left. Given after the stop began, it is done at once, on the caller's thread.
     *
     * @return this
     */
    Worker onStop(Runnable stopTaking);

    /**
     * As {@link #onStop}, when what was taken is finished, or its time is up, and before the connection drains: the place to let go of the
     * source.
     *
     * @return this
     */
    Worker onFinished(Runnable letGo);

    /**
     * Takes a piece of work; a stop waits until it is closed. Close it when all is done, the source's acknowledgement included.
     *
     * @return empty once the stop has begun: leave the work where it came from
     */
    Optional<Taken> take();

    /** Does {@code work} as a piece that was taken, and tells whether it did: not once the stop has begun. What it throws is thrown. */
    default boolean run(Runnable work) {
        Optional<Taken> taken = take();
        if (taken.isEmpty()) {
            return false;
        }
        Taken piece = taken.get();
        try {
            work.run();
        } finally {
            piece.close();
        }
        return true;
    }

    /** Whether the stop has begun. */
    boolean stopping();

    /**
     * Stops taking work, waits for what was taken, drains and closes the connection; at most the connection's {@code closeGrace} and one and a
     * half seconds: one for steps that hang when the grace is used up, half a second for the close. Idempotent: every caller gets the one report. Do not call it from inside a piece of work, which it would wait for.
     */
    WorkerReport stop();

    /** As {@link #stop()}. */
    @Override
    default void close() {
        stop();
    }

    /** A piece of work that was taken. */
    interface Taken extends AutoCloseable {
        /** It is finished, well or not; doing so twice does nothing. */
        @Override
        void close();
    }
}
