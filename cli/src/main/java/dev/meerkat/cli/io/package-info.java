/** What the commands write on: streams, colours, JSON lines and texts for people. */
@NullMarked
package dev.meerkat.cli.io;

import org.jspecify.annotations.NullMarked;
