/** The face of Meerkat: named connections to MongoDB, their states and their status. */
@NullMarked
package dev.meerkat;

import org.jspecify.annotations.NullMarked;
