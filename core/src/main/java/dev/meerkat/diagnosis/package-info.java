/** Explained failures: the problem catalogue and the diagnoses drawn from it. */
@NullMarked
package dev.meerkat.diagnosis;

import org.jspecify.annotations.NullMarked;
