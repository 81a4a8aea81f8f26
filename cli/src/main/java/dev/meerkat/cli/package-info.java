/** Meerkat's command line: the entry, its exit codes and its error messages. */
@NullMarked
package dev.meerkat.cli;

import org.jspecify.annotations.NullMarked;
