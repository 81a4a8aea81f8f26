/** jcstress on the gate, by what the rest of core may call. */
@NullMarked
package dev.meerkat.concurrency;

import org.jspecify.annotations.NullMarked;
