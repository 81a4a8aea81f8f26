package dev.meerkat.internal.model;

import java.lang.invoke.MethodHandle;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A component of a record, or a property of a class: how to read it, and how to write it where that can be done.
 *
 * @param java its name in Java
 * @param field its name in the document
 * @param type its Java class, boxed
 * @param innermost the class of the nested documents in it: its own, or that of its elements; null for a type that names none
 * @param getter gives the value of an object
 * @param setter takes object and value; typed {@code (Object,Object)void}; null for a record's and a final one
 */
record Property(
        String java,
        String field,
        Class<?> type,
        @Nullable Class<?> innermost,
        Function<Object, @Nullable Object> getter,
        @Nullable MethodHandle setter) {
    @Nullable
    Object get(Object owner) {
        return getter.apply(owner);
    }

    void set(Object owner, @Nullable Object value) {
        MethodHandle present = setter;
        if (present == null) {
            throw new IllegalStateException(java + " cannot be set");
        }
        try {
            present.invokeExact(owner, value);
        } catch (RuntimeException | Error thrown) {
            throw thrown;
        } catch (Throwable checked) {
            throw new IllegalStateException("writing " + java + " threw", checked);
        }
    }
}
