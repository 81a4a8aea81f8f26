package dev.meerkat.internal.model;

import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/**
 * A component of a record, or a property of a class: how to read it, and how to write it where that can be done.
 *
 * @param java its name in Java
 * @param field its name in the document
 * @param type its Java class, boxed
 * @param innermost the class of the nested documents in it: its own, or that of its elements; null for a type that names none
 * @param getter takes the object; typed {@code (Object)Object}
 * @param setter takes object and value; typed {@code (Object,Object)void}; null for a record's and a final one
 */
record Property(
        String java,
        String field,
        Class<?> type,
        @Nullable Class<?> innermost,
        MethodHandle getter,
        @Nullable MethodHandle setter) {
    @Nullable
    Object get(Object owner) {
        try {
            return getter.invokeExact(owner);
        } catch (RuntimeException | Error thrown) {
            throw thrown;
        } catch (Throwable checked) {
            throw new IllegalStateException("reading " + java + " threw", checked);
        }
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
