package dev.meerkat.internal.model;

import java.lang.invoke.MethodHandle;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.bson.codecs.pojo.ClassModel;
import org.bson.codecs.pojo.PropertyModel;
import org.bson.codecs.pojo.TypeWithTypeParameters;
import org.bson.codecs.pojo.annotations.BsonCreator;
import org.jspecify.annotations.Nullable;

/** The properties of a class as the driver's {@link ClassModel} finds them, with its names and annotations. */
final class BeanMembers {
    private BeanMembers() {}

    static Members of(Class<?> type) throws Unfit.Unreadable {
        List<Members.Member> members = new ArrayList<>();
        try {
            for (PropertyModel<?> model : ClassModel.builder(type).build().getPropertyModels()) {
                if (model.isReadable()) {
                    members.add(member(type, model));
                }
            }
        } catch (ReflectiveOperationException | RuntimeException unfit) {
            throw new Unfit.Unreadable(type, unfit);
        }
        return new Members(members, null, null, false);
    }

    /** Whether the driver could make one: a constructor without parameters, or a creator. */
    static boolean hasConstructor(Class<?> type) {
        for (Constructor<?> each : type.getDeclaredConstructors()) {
            if (each.getParameterCount() == 0 || each.isAnnotationPresent(BsonCreator.class)) {
                return true;
            }
        }
        return Arrays.stream(type.getDeclaredMethods())
                .anyMatch(
                        each -> Modifier.isStatic(each.getModifiers()) && each.isAnnotationPresent(BsonCreator.class));
    }

    private static Members.Member member(Class<?> type, PropertyModel<?> model) throws ReflectiveOperationException {
        String name = model.getName();
        Method getter = getter(type, name);
        Field field = field(type, name);
        List<AnnotatedElement> annotated = new ArrayList<>();
        if (getter != null) {
            annotated.add(getter);
        }
        if (field != null) {
            annotated.add(field);
        }
        Type generic = getter != null
                ? getter.getGenericReturnType()
                : typeOf(type, field, name).getGenericType();
        Class<?> raw = getter != null
                ? getter.getReturnType()
                : typeOf(type, field, name).getType();
        TypeWithTypeParameters<?> resolved = model.getTypeData(); // what a subclass chose for a type parameter
        generic = generic instanceof TypeVariable ? resolved.getType() : generic;
        Function<Object, @Nullable Object> get =
                getter != null ? Handles.getter(getter) : Handles.getter(typeOf(type, field, name));
        Property property = new Property(
                name,
                String.valueOf(model.getWriteName()),
                RecordMembers.boxed(generic instanceof Class<?> chosen ? chosen : raw),
                TypeReader.innermost(generic),
                get,
                setter(type, name, raw, field));
        return new Members.Member(property, generic, annotated);
    }

    private static Field typeOf(Class<?> type, @Nullable Field field, String name) throws NoSuchFieldException {
        if (field == null) {
            throw new NoSuchFieldException(type.getName() + "." + name);
        }
        return field;
    }

    private static @Nullable MethodHandle setter(Class<?> type, String name, Class<?> value, @Nullable Field field)
            throws IllegalAccessException {
        Method setter = method(type, "set" + capital(name), value);
        if (setter != null) {
            return Handles.setter(setter);
        }
        if (field == null || !Modifier.isPublic(field.getModifiers()) || Modifier.isFinal(field.getModifiers())) {
            return null;
        }
        return Handles.setter(field);
    }

    private static @Nullable Method getter(Class<?> type, String name) {
        Method get = method(type, "get" + capital(name));
        return get != null ? get : method(type, "is" + capital(name));
    }

    private static @Nullable Method method(Class<?> type, String name, Class<?>... parameters) {
        try {
            Method found = type.getMethod(name, parameters);
            return Modifier.isStatic(found.getModifiers()) ? null : found;
        } catch (NoSuchMethodException none) {
            return null;
        }
    }

    private static @Nullable Field field(Class<?> type, String name) {
        for (Class<?> each = type; each != null && each != Object.class; each = each.getSuperclass()) {
            for (Field field : each.getDeclaredFields()) {
                if (field.getName().equals(name) && !Modifier.isStatic(field.getModifiers())) {
                    return field;
                }
            }
        }
        return null;
    }

    private static String capital(String name) {
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }
}
