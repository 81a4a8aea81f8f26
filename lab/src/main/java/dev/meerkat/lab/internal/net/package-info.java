/** Listeners and proxies on netty, one thread each. Not API. */
@NullMarked
package dev.meerkat.lab.internal.net;

import org.jspecify.annotations.NullMarked;
