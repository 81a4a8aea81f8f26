/** Change streams on threads of their own, supervised over outages, close and reopen. */
@NullMarked
package dev.meerkat.internal.watch;

import org.jspecify.annotations.NullMarked;
