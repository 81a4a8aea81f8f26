/** Tests of how server programs are called. */
@NullMarked
package dev.meerkat.lab.internal.process;

import org.jspecify.annotations.NullMarked;
