/** What it costs an operation to be watched by everything there is. */
@NullMarked
package dev.meerkat.benchmarks.eyes;

import org.jspecify.annotations.NullMarked;
