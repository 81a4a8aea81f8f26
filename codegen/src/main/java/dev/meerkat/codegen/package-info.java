/** Writes the managed client's delegating classes from the driver's interfaces. Runs in the build only. */
@NullMarked
package dev.meerkat.codegen;

import org.jspecify.annotations.NullMarked;
