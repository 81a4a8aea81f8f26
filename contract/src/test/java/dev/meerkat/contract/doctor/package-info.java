/** The doctor before set-ups that are broken for real. */
@NullMarked
package dev.meerkat.contract.doctor;

import org.jspecify.annotations.NullMarked;
