/** Meters for Micrometer: pools under the names that boards know already, and connections. */
@NullMarked
package dev.meerkat.micrometer;

import org.jspecify.annotations.NullMarked;
