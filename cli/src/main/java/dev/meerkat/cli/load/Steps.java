package dev.meerkat.cli.load;

import dev.meerkat.ConnectionStatus;
import dev.meerkat.cli.run.Stop;
import dev.meerkat.cli.run.Until;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Operations under way. None begins after the stop, and those that had begun reach the gate before a drain shuts it: a thread that lost
 * its turn between the two would be refused what it was promised. Thread safety: safe.
 */
final class Steps {
    private static final Duration LONGEST = Duration.ofSeconds(2);

    private final AtomicInteger underWay = new AtomicInteger();
    private final Stop stop;

    Steps(Stop stop) {
        this.stop = stop;
    }

    /** Begins one, to be ended; false after the stop. */
    boolean begin() {
        underWay.incrementAndGet();
        if (stop.requested()) {
            end();
            return false;
        }
        return true;
    }

    void end() {
        underWay.decrementAndGet();
    }

    /** After the stop: waits until all that are under way have reached the gate, at most two seconds. */
    void awaitGate(Supplier<ConnectionStatus> status) {
        Until.so(LONGEST, () -> allAtGate(status));
    }

    private boolean allAtGate(Supplier<ConnectionStatus> status) {
        int begun = underWay.get();
        if (begun == 0) {
            return true;
        }
        ConnectionStatus now = status.get();
        return now.inFlight() + now.waiting() >= begun;
    }
}
