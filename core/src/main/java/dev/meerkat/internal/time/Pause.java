package dev.meerkat.internal.time;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A wait for nothing but the time. Thread safety: safe. */
public final class Pause {
    private Pause() {}

    /**
     * Waits so long.
     *
     * @param length at most {@link TimeSource#FOR_EVER}
     * @throws InterruptedException when the thread is interrupted before or meanwhile
     */
    public static void of(Duration length) throws InterruptedException {
        new CountDownLatch(1).await(length.toNanos(), TimeUnit.NANOSECONDS);
    }
}
