package dev.meerkat.model.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Keeps the times of creation and last change in these two fields, each an {@code Instant} or a {@code Date} of the class. Source: contract I2. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Timestamped {
    /** Name of the field that is set once, when the document is made. */
    String createdAt() default "createdAt";

    /** Name of the field that is set by every write through the model. */
    String updatedAt() default "updatedAt";
}
