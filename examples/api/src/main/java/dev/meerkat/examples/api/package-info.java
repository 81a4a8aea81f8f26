/** An HTTP API over orders whose requests outlive elections and restarts. */
@NullMarked
package dev.meerkat.examples.api;

import org.jspecify.annotations.NullMarked;
