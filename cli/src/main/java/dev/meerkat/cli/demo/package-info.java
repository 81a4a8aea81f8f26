/** The command that tells the whole story in half a minute. */
@NullMarked
package dev.meerkat.cli.demo;

import org.jspecify.annotations.NullMarked;
