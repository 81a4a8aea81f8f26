/** What the doctor does, step by step. Source: contract D2. */
@NullMarked
package dev.meerkat.internal.doctor;

import org.jspecify.annotations.NullMarked;
