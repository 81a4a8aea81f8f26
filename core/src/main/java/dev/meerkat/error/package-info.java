/** What Meerkat itself throws; the driver's own exceptions pass unchanged. */
@NullMarked
package dev.meerkat.error;

import org.jspecify.annotations.NullMarked;
