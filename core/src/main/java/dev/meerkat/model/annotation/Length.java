package dev.meerkat.model.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Number of characters of a text, or of elements of a list or map. Source: contract I2. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.RECORD_COMPONENT})
public @interface Length {
    /** Least number of characters or elements. */
    int min() default 0;

    /** Greatest number of characters or elements. */
    int max() default Integer.MAX_VALUE;
}
