package dev.meerkat.cli.run;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waiting for what no event tells. Thread safety: safe. */
public final class Until {
    private static final long PAUSE_MILLIS = 10;

    private Until() {}

    /** Waits until it is so, at most for {@code patience}, or until the thread is interrupted; whether it is so. */
    public static boolean so(Duration patience, BooleanSupplier what) {
        long end = System.nanoTime() + patience.toNanos();
        CountDownLatch never = new CountDownLatch(1);
        while (!what.getAsBoolean()) {
            try {
                if (System.nanoTime() >= end || never.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
                    return what.getAsBoolean();
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return what.getAsBoolean();
            }
        }
        return true;
    }
}
