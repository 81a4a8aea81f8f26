/** What a connection may be told, and where each value came from. */
@NullMarked
package dev.meerkat.options;

import org.jspecify.annotations.NullMarked;
