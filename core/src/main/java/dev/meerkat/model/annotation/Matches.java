package dev.meerkat.model.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A regular expression that must be found in the text; of a list, in each element. Source: contract I2. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.RECORD_COMPONENT})
public @interface Matches {
    /** The regular expression; anchor it with {@code ^} and {@code $} to match all of the text. */
    String value();
}
