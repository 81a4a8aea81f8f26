/** The command that prints every event of a connection. */
@NullMarked
package dev.meerkat.cli.watch;

import org.jspecify.annotations.NullMarked;
