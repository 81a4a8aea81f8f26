@NullMarked
package dev.meerkat.testkit.internal;

import org.jspecify.annotations.NullMarked;
