/** Enough of MongoDB's wire protocol to ask a server one question, and to answer one. Not API. */
@NullMarked
package dev.meerkat.lab.internal.wire;

import org.jspecify.annotations.NullMarked;
