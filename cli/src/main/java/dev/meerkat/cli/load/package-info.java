/** The command that writes, counts and proves that nothing was lost. */
@NullMarked
package dev.meerkat.cli.load;

import org.jspecify.annotations.NullMarked;
