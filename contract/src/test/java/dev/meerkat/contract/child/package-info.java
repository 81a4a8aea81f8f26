/** A program in a JVM of its own, for what only a whole process can show: signals and exit codes. */
@NullMarked
package dev.meerkat.contract.child;

import org.jspecify.annotations.NullMarked;
