/** Listeners that stand before a server and speak for it: they rewrite its greeting, refuse, fail, and relay the rest. Not API. */
@NullMarked
package dev.meerkat.lab.internal.front;

import org.jspecify.annotations.NullMarked;
