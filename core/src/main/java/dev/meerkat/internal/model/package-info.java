/** What models do: schemas compiled into checks and casts, queries on collections of the managed client. Knows no lifecycle. */
@NullMarked
package dev.meerkat.internal.model;

import org.jspecify.annotations.NullMarked;
