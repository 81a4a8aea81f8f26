/** Supervised change streams: what an application says and is told. */
@NullMarked
package dev.meerkat.watch;

import org.jspecify.annotations.NullMarked;
