package dev.meerkat.internal.managed;

import dev.meerkat.internal.gate.Admission;
import dev.meerkat.internal.gate.Origin;

/**
 * The one place through which a failure of admitted work goes on its way out. Called on failure only, on the caller's thread, while the
 * admission is still held.
 *
 * <p>A failure inside {@code withTransaction} may come by twice, from the operation and from the driver's retry loop, which looks at the
 * error labels: a translation keeps the labels and leaves its own work alone. Source: contract G8, H4.
 */
@FunctionalInterface
public interface FailureHook {
    /** Lets every failure pass as the object it is. */
    FailureHook UNCHANGED = (failure, operation, origin, admission) -> failure;

    /** The exception to throw in place of {@code failure}, mostly itself. */
    RuntimeException translate(RuntimeException failure, String operation, Origin origin, Admission admission);
}
