package dev.meerkat.internal.managed;

import com.mongodb.client.ClientSession;
import dev.meerkat.internal.gate.Admission;
import org.jspecify.annotations.Nullable;

/** How to make a driver's iterable once the work is admitted: the start and every fluent step called since. */
@FunctionalInterface
interface Recipe<I> {
    /** Makes the iterable on the driver client of the admission's generation, for the managed session it runs in, null for none. */
    I make(Admission admission, @Nullable ClientSession session);
}
