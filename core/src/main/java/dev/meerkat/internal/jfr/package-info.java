/** The flight recorder's twins of what a connection tells, and of what operations do. Free while no recording runs. */
@NullMarked
package dev.meerkat.internal.jfr;

import org.jspecify.annotations.NullMarked;
