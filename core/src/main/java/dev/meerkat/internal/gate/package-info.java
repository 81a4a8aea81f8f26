/** The one place every operation passes. */
@NullMarked
package dev.meerkat.internal.gate;

import org.jspecify.annotations.NullMarked;
