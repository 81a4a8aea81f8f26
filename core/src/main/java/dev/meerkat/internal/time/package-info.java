/** Time as a parameter. */
@NullMarked
package dev.meerkat.internal.time;

import org.jspecify.annotations.NullMarked;
