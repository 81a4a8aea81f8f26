package dev.meerkat.internal.lifecycle;

import dev.meerkat.diagnosis.Diagnosis;
import org.jspecify.annotations.Nullable;

/**
 * How a first connect ended, for everybody who waited for it. Immutable.
 *
 * @param connected whether it succeeded
 * @param failure why it gave up; null if it succeeded or was closed
 * @param attempts how many attempts it took
 */
record Outcome(boolean connected, @Nullable Diagnosis failure, int attempts) {
    static Outcome success(int attempts) {
        return new Outcome(true, null, attempts);
    }

    static Outcome gaveUp(Diagnosis failure, int attempts) {
        return new Outcome(false, failure, attempts);
    }

    static Outcome closed() {
        return new Outcome(false, null, 0);
    }
}
