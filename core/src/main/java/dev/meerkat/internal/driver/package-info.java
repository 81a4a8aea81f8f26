/** The driver's settings and listeners: options go in, facts come out. */
@NullMarked
package dev.meerkat.internal.driver;

import org.jspecify.annotations.NullMarked;
