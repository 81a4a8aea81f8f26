/** Opening, standing guard and closing: the transition table and its one writer. */
@NullMarked
package dev.meerkat.internal.lifecycle;

import org.jspecify.annotations.NullMarked;
