/** What the concurrency checks and the benchmarks need to hold the gate in their hands. */
@NullMarked
package dev.meerkat.concurrency;

import org.jspecify.annotations.NullMarked;
