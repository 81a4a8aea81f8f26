package dev.meerkat.model.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What an insert fills in for null, as text in the form of the field's type. A primitive is never null. Source: contract I2. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.RECORD_COMPONENT})
public @interface Default {
    /** The value as text: a number, a date in ISO form, a constant's name. */
    String value();
}
