/** The lab's own tests, with the real driver. */
@NullMarked
package dev.meerkat.lab;

import org.jspecify.annotations.NullMarked;
