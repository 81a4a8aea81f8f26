/** Immutable figures: drains and work in flight. */
@NullMarked
package dev.meerkat.stats;

import org.jspecify.annotations.NullMarked;
