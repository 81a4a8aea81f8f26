/** Serial, ordered, bounded delivery of events. */
@NullMarked
package dev.meerkat.internal.dispatch;

import org.jspecify.annotations.NullMarked;
