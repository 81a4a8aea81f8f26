/** Server processes of their own: command lines, starting, signals, ending. Not API. */
@NullMarked
package dev.meerkat.lab.internal.process;

import org.jspecify.annotations.NullMarked;
