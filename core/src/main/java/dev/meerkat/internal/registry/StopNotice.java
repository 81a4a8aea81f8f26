package dev.meerkat.internal.registry;

import dev.meerkat.internal.time.Pause;
import dev.meerkat.internal.time.TimeSource;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** That a registry stops, and for how long that is told before anything ends. Thread safety: safe. Source: contract C4, H1. */
public final class StopNotice {
    private static final Logger LOG = LoggerFactory.getLogger("dev.meerkat.registry");

    private final AtomicInteger running = new AtomicInteger();
    private volatile Duration notice = Duration.ZERO;

    /** Sets it for the stops that begin from now on. */
    public void set(Duration wanted) {
        if (wanted.isNegative() || wanted.compareTo(TimeSource.FOR_EVER) > 0) {
            throw new IllegalArgumentException("the notice of a stop cannot be " + wanted + ": it is from zero to "
                    + TimeSource.FOR_EVER.toDays()
                    + " days. Fix: Duration.ZERO, or longer than the period in which readiness is asked for");
        }
        notice = wanted;
    }

    /** Whether a stop runs. */
    public boolean stopping() {
        return running.get() > 0;
    }

    /** A stop begins: it is told from now on. */
    public void begin() {
        running.incrementAndGet();
    }

    /** Waits until whoever asks has heard of it. An interrupt ends the wait, not the stop, and its flag stays. */
    public void await() {
        Duration wait = notice;
        if (wait.isZero()) {
            return;
        }
        LOG.info("the stop is announced: not ready from now on notice={}ms", wait.toMillis());
        try {
            Pause.of(wait);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    /** A stop is over. */
    public void end() {
        running.decrementAndGet();
    }
}
