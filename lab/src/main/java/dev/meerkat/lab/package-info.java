/**
 * Servers and faults to run against: what a MongoDB client meets on a bad day, on loopback, without Docker. Knows
 * nothing of Meerkat's core.
 */
@NullMarked
package dev.meerkat.lab;

import org.jspecify.annotations.NullMarked;
