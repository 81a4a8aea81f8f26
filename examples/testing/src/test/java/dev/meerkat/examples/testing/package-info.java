@NullMarked
package dev.meerkat.examples.testing;

import org.jspecify.annotations.NullMarked;
