package dev.meerkat.internal.model;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Looks for annotations of Jakarta Validation by their names, so that a validator is made only for classes that need one. */
final class Constrained {
    private Constrained() {}

    static boolean is(@Nullable Class<?> type) {
        if (type == null || type.getName().startsWith("java.")) {
            return false;
        }
        return marked(type)
                || Arrays.stream(type.getDeclaredFields()).anyMatch(Constrained::field)
                || Arrays.stream(type.getDeclaredMethods()).anyMatch(Constrained::method)
                || is(type.getSuperclass())
                || Arrays.stream(type.getInterfaces()).anyMatch(Constrained::is);
    }

    private static boolean field(Field field) {
        return marked(field) || within(field.getAnnotatedType());
    }

    private static boolean method(Method method) {
        return marked(method) || within(method.getAnnotatedReturnType());
    }

    /** Also the elements of a list: {@code List<@NotBlank String>}. */
    private static boolean within(AnnotatedType type) {
        return marked(type)
                || type instanceof AnnotatedParameterizedType generic
                        && Arrays.stream(generic.getAnnotatedActualTypeArguments())
                                .anyMatch(Constrained::within);
    }

    private static boolean marked(AnnotatedElement element) {
        return Arrays.stream(element.getAnnotations()).anyMatch(Constrained::constraint);
    }

    private static boolean constraint(Annotation annotation) {
        Class<? extends Annotation> type = annotation.annotationType();
        return type.getName().equals("jakarta.validation.Valid")
                || Arrays.stream(type.getAnnotations())
                        .anyMatch(each -> each.annotationType().getName().equals("jakarta.validation.Constraint"));
    }
}
