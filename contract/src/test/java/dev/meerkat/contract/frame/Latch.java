package dev.meerkat.contract.frame;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A door that is opened once; closing it as a test's belonging opens it, so that no listener outlives its test. */
public final class Latch implements AutoCloseable {
    private final CountDownLatch latch = new CountDownLatch(1);

    /** Lets everybody through, now and later. */
    public void open() {
        latch.countDown();
    }

    /** Whether it is open. */
    public boolean isOpen() {
        return latch.getCount() == 0;
    }

    /** Waits until it is open, at most {@code patience}; whether it is. */
    public boolean await(Duration patience) {
        try {
            return latch.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        open();
    }
}
