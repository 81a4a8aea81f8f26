/** A management bean for each connection that asks for one. */
@NullMarked
package dev.meerkat.jmx;

import org.jspecify.annotations.NullMarked;
