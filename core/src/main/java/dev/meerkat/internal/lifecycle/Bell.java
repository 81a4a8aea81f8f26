package dev.meerkat.internal.lifecycle;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Wakes the guard: rung by the driver's listeners and by whoever cancels, heard by one waiting thread, never lost in between.
 *
 * <p>Thread safety: safe; {@link #lock} guards {@link #rung} and is held for a few instructions only.
 */
final class Bell {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition heard = lock.newCondition();
    private boolean rung;

    void ring() {
        lock.lock();
        try {
            rung = true;
            heard.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Returns once rung since the last return, or after {@code nanos}. */
    void await(long nanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = nanos;
            while (!rung && left > 0) {
                left = heard.awaitNanos(left);
            }
            rung = false;
        } finally {
            lock.unlock();
        }
    }
}
