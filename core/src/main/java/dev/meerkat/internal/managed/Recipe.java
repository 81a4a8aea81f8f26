package dev.meerkat.internal.managed;

import dev.meerkat.internal.gate.Admission;

/** How to make a driver's iterable once the work is admitted: the start and every fluent step called since. */
@FunctionalInterface
interface Recipe<I> {
    /** Makes the iterable on the driver client of the admission's generation. */
    I make(Admission admission);
}
