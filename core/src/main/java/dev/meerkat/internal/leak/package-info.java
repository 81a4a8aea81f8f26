/** What an application holds, and for how long. Nothing is followed while {@code leakThreshold} is off. */
@NullMarked
package dev.meerkat.internal.leak;

import org.jspecify.annotations.NullMarked;
