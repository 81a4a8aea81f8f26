/** jcstress on what only this package of core sees. */
@NullMarked
package dev.meerkat.internal.lifecycle;

import org.jspecify.annotations.NullMarked;
