package dev.meerkat.internal.registry;

import dev.meerkat.Worker;
import dev.meerkat.internal.time.TimeSource;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The work a worker has taken and not finished. Thread safety: safe; {@link #lock} guards the numbers, nothing is called under it. */
final class Tray {
    private final TimeSource time;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition empty = lock.newCondition();
    private long taken;
    private long takenAtShut;
    private boolean shut;

    Tray(TimeSource time) {
        this.time = time;
    }

    Optional<Worker.Taken> take() {
        lock.lock();
        try {
            if (shut) {
                return Optional.empty();
            }
            taken++;
        } finally {
            lock.unlock();
        }
        AtomicBoolean open = new AtomicBoolean(true);
        return Optional.of(() -> {
            if (open.compareAndSet(true, false)) {
                finished();
            }
        });
    }

    private void finished() {
        lock.lock();
        try {
            taken--;
            empty.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Nothing is taken from now on. */
    void shut() {
        lock.lock();
        try {
            shut = true;
            takenAtShut = taken;
        } finally {
            lock.unlock();
        }
    }

    boolean isShut() {
        lock.lock();
        try {
            return shut;
        } finally {
            lock.unlock();
        }
    }

    /**
     * What became of the work that was there at the shutting.
     *
     * @param finished pieces that ended
     * @param left pieces that did not
     * @param waited for how long
     */
    record Rest(long finished, long left, Duration waited) {}

    /** Waits until all is finished, at most until {@code end}. */
    Rest awaitEmpty(long end) throws InterruptedException {
        long begun = time.nanos();
        lock.lockInterruptibly();
        try {
            for (long left = end - begun; taken > 0 && left > 0; ) {
                left = empty.awaitNanos(left);
            }
            return new Rest(takenAtShut - taken, taken, Duration.ofNanos(time.nanos() - begun));
        } finally {
            lock.unlock();
        }
    }
}
