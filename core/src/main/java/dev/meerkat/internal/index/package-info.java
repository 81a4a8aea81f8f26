/** Index policy: compares what schemas say with what the server has, and brings the one to the other on a thread of its own. */
@NullMarked
package dev.meerkat.internal.index;

import org.jspecify.annotations.NullMarked;
