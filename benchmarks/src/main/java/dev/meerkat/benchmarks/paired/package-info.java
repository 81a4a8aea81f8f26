/** The managed client beside the raw driver: processor time and memory of the calling thread, in paired rounds. */
@NullMarked
package dev.meerkat.benchmarks.paired;

import org.jspecify.annotations.NullMarked;
