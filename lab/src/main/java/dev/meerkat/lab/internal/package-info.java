/** What the lab's public types share: ports, files, TLS without trust. Not API. */
@NullMarked
package dev.meerkat.lab.internal;

import org.jspecify.annotations.NullMarked;
