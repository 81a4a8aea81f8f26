package dev.meerkat.internal.model;

import java.lang.invoke.MethodHandle;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a class consists of.
 *
 * @param list its members in order
 * @param constructor a record's canonical one as {@code (Object[])Object}
 * @param identifier what makes a record anew with another {@code _id}, as {@code (Object,Object)Object}; null where there is none
 * @param idIsNamed whether a component is {@code _id} by its name alone
 */
record Members(
        List<Member> list,
        @Nullable MethodHandle constructor,
        @Nullable MethodHandle identifier,
        boolean idIsNamed) {
    /** A record of these values, one for each member. */
    Object make(@Nullable Object[] values) {
        MethodHandle canonical = Objects.requireNonNull(constructor);
        try {
            return (Object) canonical.invokeExact(values);
        } catch (RuntimeException | Error thrown) {
            throw thrown;
        } catch (Throwable checked) {
            throw new IllegalStateException("the constructor threw", checked);
        }
    }

    /** The record with that {@code _id}. */
    Object identified(Object object, Object id) {
        MethodHandle present = Objects.requireNonNull(identifier);
        try {
            return (Object) present.invokeExact(object, id);
        } catch (RuntimeException | Error thrown) {
            throw thrown;
        } catch (Throwable checked) {
            throw new IllegalStateException("the constructor threw", checked);
        }
    }

    /**
     * A component or property.
     *
     * @param property how to read and write it
     * @param type its generic type
     * @param annotated where its annotations stand
     */
    record Member(Property property, Type type, List<AnnotatedElement> annotated) {}
}
