/** Notices that files have changed. */
@NullMarked
package dev.meerkat.internal.files;

import org.jspecify.annotations.NullMarked;
