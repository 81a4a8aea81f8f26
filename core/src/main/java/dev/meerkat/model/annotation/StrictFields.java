package dev.meerkat.model.annotation;

import dev.meerkat.model.Strict;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What becomes of fields in updates that the class has not; left out by default. Source: contract I2. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface StrictFields {
    /** What becomes of fields that the class has not. */
    Strict value();
}
