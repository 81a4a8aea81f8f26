/** The command that makes faults at random from a seed and checks throughout what has to hold whatever happens. */
@NullMarked
package dev.meerkat.cli.chaos;

import org.jspecify.annotations.NullMarked;
