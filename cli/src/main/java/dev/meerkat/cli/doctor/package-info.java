/** The command {@code doctor}. */
@NullMarked
package dev.meerkat.cli.doctor;

import org.jspecify.annotations.NullMarked;
