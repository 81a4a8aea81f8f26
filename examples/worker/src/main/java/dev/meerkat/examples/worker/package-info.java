/** A worker that takes orders from a queue and writes each of them once. */
@NullMarked
package dev.meerkat.examples.worker;

import org.jspecify.annotations.NullMarked;
