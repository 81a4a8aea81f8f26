/** The managed client: every operation passes the gate and reaches the current driver client. */
@NullMarked
package dev.meerkat.internal.managed;

import org.jspecify.annotations.NullMarked;
