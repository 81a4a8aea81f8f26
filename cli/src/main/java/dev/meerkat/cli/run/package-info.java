/** What the commands share: the connection's arguments, signals and the end of a run. */
@NullMarked
package dev.meerkat.cli.run;

import org.jspecify.annotations.NullMarked;
