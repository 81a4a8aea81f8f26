/** jcstress on what only this package of core sees. */
@NullMarked
package dev.meerkat.internal.gate;

import org.jspecify.annotations.NullMarked;
