package dev.meerkat.model.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** An index on this field alone. Source: contract I2, I5. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.RECORD_COMPONENT})
public @interface Indexed {
    /** Whether no two documents may have the same value. */
    boolean unique() default false;

    /** Whether documents without the field are left out. */
    boolean sparse() default false;

    /** Whether the query planner does not see it. */
    boolean hidden() default false;

    /** Whether the order is descending. */
    boolean descending() default false;

    /** {@code text}, {@code 2dsphere} or {@code hashed} instead of an order. */
    String kind() default "";

    /** Age at which the server removes documents, in ISO-8601: {@code P30D}, {@code PT12H}; empty means never. */
    String expireAfter() default "";

    /** Which documents are in it, as extended JSON; empty means all. */
    String partialFilter() default "";

    /** Name on the server; empty means made from the keys. */
    String name() default "";
}
