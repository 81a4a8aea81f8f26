/** Models and schemas: what a collection's documents look like, and typed queries over them. */
@NullMarked
package dev.meerkat.model;

import org.jspecify.annotations.NullMarked;
