package dev.meerkat.dashboard;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** One thread for what may wait, which the server's own must not; it lives while there is something to do. Thread safety: safe. */
final class Worker implements AutoCloseable {
    private static final int WAITING = 8;
    private static final int REST_SECONDS = 5;

    private final ThreadPoolExecutor thread;

    Worker(String name) {
        thread = new ThreadPoolExecutor(
                1, 1, REST_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(WAITING), task -> {
                    Thread made = new Thread(task, name);
                    made.setDaemon(true);
                    return made;
                });
        thread.allowCoreThreadTimeOut(true);
    }

    /** Does it after what it was given before; tells whether it will: not while too much waits, nor once closed. */
    boolean does(Runnable work) {
        try {
            thread.execute(work);
            return true;
        } catch (RejectedExecutionException busyOrClosed) {
            return false;
        }
    }

    @Override
    public void close() {
        thread.shutdown();
    }
}
