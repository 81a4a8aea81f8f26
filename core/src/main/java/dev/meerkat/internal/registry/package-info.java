/** What concerns several connections of one process: their names, what they share, the sockets they may open, the order in which they stop. */
@NullMarked
package dev.meerkat.internal.registry;

import org.jspecify.annotations.NullMarked;
