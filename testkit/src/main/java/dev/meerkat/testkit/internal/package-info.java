/** How the extension does it. Not for use from outside. */
@NullMarked
package dev.meerkat.testkit.internal;

import org.jspecify.annotations.NullMarked;
