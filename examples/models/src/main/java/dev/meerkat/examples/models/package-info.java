/** Models on the default connection, and on connections with names. */
@NullMarked
package dev.meerkat.examples.models;

import org.jspecify.annotations.NullMarked;
