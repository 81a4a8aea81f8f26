package dev.meerkat.internal.model;

import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Functions and method handles for members, so that no call is reflective. */
final class Handles {
    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
    private static final MethodType FUNCTION = MethodType.methodType(Function.class);
    private static final MethodType GET = MethodType.methodType(Object.class, Object.class);
    private static final MethodType SET = MethodType.methodType(void.class, Object.class, Object.class);

    private Handles() {}

    /** Calls the method as a lambda in its own class would, which the JIT can see through better than a handle in a field. */
    @SuppressWarnings("unchecked") // the factory makes what it is asked for
    static Function<Object, @Nullable Object> getter(Method method) throws IllegalAccessException {
        method.setAccessible(true);
        try {
            MethodHandles.Lookup within = MethodHandles.privateLookupIn(method.getDeclaringClass(), LOOKUP);
            MethodHandle direct = within.unreflect(method);
            MethodType erased = GET.erase();
            MethodType actual = direct.type().wrap();
            return (Function<Object, @Nullable Object>)
                    LambdaMetafactory.metafactory(within, "apply", FUNCTION, erased, direct, actual)
                            .getTarget()
                            .invoke();
        } catch (Throwable notThatWay) {
            return function(LOOKUP.unreflect(method).asType(GET));
        }
    }

    static Function<Object, @Nullable Object> getter(Field field) throws IllegalAccessException {
        field.setAccessible(true);
        return function(LOOKUP.unreflectGetter(field).asType(GET));
    }

    private static Function<Object, @Nullable Object> function(MethodHandle getter) {
        return owner -> {
            try {
                return getter.invokeExact(owner);
            } catch (RuntimeException | Error thrown) {
                throw thrown;
            } catch (Throwable checked) {
                throw new IllegalStateException("reading a property threw", checked);
            }
        };
    }

    static MethodHandle setter(Method method) throws IllegalAccessException {
        method.setAccessible(true);
        return LOOKUP.unreflect(method).asType(SET);
    }

    static MethodHandle setter(Field field) throws IllegalAccessException {
        field.setAccessible(true);
        return LOOKUP.unreflectSetter(field).asType(SET);
    }

    /** What makes a record anew with one component replaced, as {@code (Object,Object)Object}; the others are passed on without boxes or an array. */
    static MethodHandle replacing(Constructor<?> constructor, RecordComponent[] components, int replaced)
            throws IllegalAccessException {
        constructor.setAccessible(true);
        MethodHandle anew = LOOKUP.unreflectConstructor(constructor);
        int[] sources = new int[components.length];
        for (int at = 0; at < components.length; at++) {
            if (at == replaced) {
                sources[at] = 1;
            } else {
                Method accessor = components[at].getAccessor();
                accessor.setAccessible(true);
                anew = MethodHandles.filterArguments(anew, at, LOOKUP.unreflect(accessor));
            }
        }
        Class<?> type = constructor.getDeclaringClass();
        MethodType taken = MethodType.methodType(type, type, components[replaced].getType());
        return MethodHandles.permuteArguments(anew, taken, sources).asType(GET.appendParameterTypes(Object.class));
    }

    /** A constructor that takes its arguments as an array. */
    static MethodHandle constructor(Constructor<?> constructor) throws IllegalAccessException {
        constructor.setAccessible(true);
        return LOOKUP.unreflectConstructor(constructor)
                .asSpreader(Object[].class, constructor.getParameterCount())
                .asType(MethodType.methodType(Object.class, Object[].class));
    }
}
