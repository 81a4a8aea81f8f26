/** Tests of the wire protocol's corner of the lab. */
@NullMarked
package dev.meerkat.lab.internal.wire;

import org.jspecify.annotations.NullMarked;
