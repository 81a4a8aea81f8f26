package dev.meerkat.model.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** An index on several fields. What this cannot say, a schema's {@code index(…)} can. Source: contract I2, I5. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@Repeatable(CompoundIndexes.class)
public @interface CompoundIndex {
    /** The keys as JSON, with the names in the document: <code>{"team": 1, "joined": -1}</code>. */
    String value();

    /** Whether no two documents may have the same values. */
    boolean unique() default false;

    /** Whether documents without the fields are left out. */
    boolean sparse() default false;

    /** Whether the query planner does not see it. */
    boolean hidden() default false;

    /** Which documents are in it, as extended JSON; empty means all. */
    String partialFilter() default "";

    /** Name on the server; empty means made from the keys. */
    String name() default "";
}
