package dev.meerkat.internal.model;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;

/** Method handles for members, so that no call is reflective. */
final class Handles {
    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
    private static final MethodType GET = MethodType.methodType(Object.class, Object.class);
    private static final MethodType SET = MethodType.methodType(void.class, Object.class, Object.class);

    private Handles() {}

    static MethodHandle getter(Method method) throws IllegalAccessException {
        method.setAccessible(true);
        return LOOKUP.unreflect(method).asType(GET);
    }

    static MethodHandle getter(Field field) throws IllegalAccessException {
        field.setAccessible(true);
        return LOOKUP.unreflectGetter(field).asType(GET);
    }

    static MethodHandle setter(Method method) throws IllegalAccessException {
        method.setAccessible(true);
        return LOOKUP.unreflect(method).asType(SET);
    }

    static MethodHandle setter(Field field) throws IllegalAccessException {
        field.setAccessible(true);
        return LOOKUP.unreflectSetter(field).asType(SET);
    }

    /** A constructor that takes its arguments as an array. */
    static MethodHandle constructor(Constructor<?> constructor) throws IllegalAccessException {
        constructor.setAccessible(true);
        return LOOKUP.unreflectConstructor(constructor)
                .asSpreader(Object[].class, constructor.getParameterCount())
                .asType(MethodType.methodType(Object.class, Object[].class));
    }
}
