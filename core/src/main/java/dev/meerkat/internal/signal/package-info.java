/** Ordered stop on SIGINT and SIGTERM. */
@NullMarked
package dev.meerkat.internal.signal;

import org.jspecify.annotations.NullMarked;
