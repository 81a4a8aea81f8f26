package dev.meerkat.lab.internal.process;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Waits for processes to end. An interrupt does not end the wait, or a half-ended server would be left behind; it is
 * kept for the caller.
 */
final class Exits {
    private Exits() {}

    /** Waits until it has ended; returns its exit code. */
    static int await(Process process) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return process.waitFor();
                } catch (InterruptedException later) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Waits until it has ended, at most that long; whether it has. */
    static boolean within(Process process, Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return process.waitFor(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException later) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
