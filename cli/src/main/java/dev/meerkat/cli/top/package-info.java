/** The command that shows a connection in the terminal, live. */
@NullMarked
package dev.meerkat.cli.top;

import org.jspecify.annotations.NullMarked;
