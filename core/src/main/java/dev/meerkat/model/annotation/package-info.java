/** Annotations for records and classes that a model maps; names of fields are the driver's own {@code @BsonId} and {@code @BsonProperty}. */
@NullMarked
package dev.meerkat.model.annotation;

import org.jspecify.annotations.NullMarked;
