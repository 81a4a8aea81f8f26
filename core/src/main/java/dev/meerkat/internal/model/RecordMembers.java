package dev.meerkat.internal.model;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bson.codecs.pojo.annotations.BsonId;
import org.bson.codecs.pojo.annotations.BsonProperty;
import org.jspecify.annotations.Nullable;

/** The components of a record, under the names that the driver's record codec gives them. */
final class RecordMembers {
    private RecordMembers() {}

    /** {@code idByName} says whether a component {@code id} without an annotation is {@code _id}, as it is at the top of a document. */
    static Members of(Class<?> type, boolean idByName) throws Unfit.Unreadable {
        RecordComponent[] components = type.getRecordComponents();
        boolean annotated =
                Arrays.stream(components).anyMatch(each -> name(each).equals(Shape.ID));
        List<Members.Member> members = new ArrayList<>();
        boolean named = false;
        try {
            for (RecordComponent component : components) {
                String field = name(component);
                if (idByName && !annotated && field.equals("id") && annotation(component, BsonProperty.class) == null) {
                    field = Shape.ID;
                    named = true;
                }
                Property property = new Property(
                        component.getName(),
                        field,
                        boxed(component.getType()),
                        TypeReader.innermost(component.getGenericType()),
                        Handles.getter(component.getAccessor()),
                        null);
                members.add(
                        new Members.Member(property, component.getGenericType(), List.of(component, field(component))));
            }
            Class<?>[] parameters =
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            Constructor<?> canonical = type.getDeclaredConstructor(parameters);
            int id = idOf(members);
            return new Members(
                    members,
                    Handles.constructor(canonical),
                    id < 0 ? null : Handles.replacing(canonical, components, id),
                    named);
        } catch (ReflectiveOperationException | RuntimeException closed) {
            throw new Unfit.Unreadable(type, closed);
        }
    }

    private static int idOf(List<Members.Member> members) {
        int at = members.size() - 1;
        while (at >= 0 && !members.get(at).property().field().equals(Shape.ID)) {
            at--;
        }
        return at;
    }

    /** The class that holds a value of that class. */
    static Class<?> boxed(Class<?> type) {
        return java.lang.invoke.MethodType.methodType(type).wrap().returnType();
    }

    private static String name(RecordComponent component) {
        if (annotation(component, BsonId.class) != null
                || annotated(component, "org.bson.codecs.record.annotations.BsonId")) {
            return Shape.ID;
        }
        BsonProperty name = annotation(component, BsonProperty.class);
        return name == null || name.value().isEmpty() ? component.getName() : name.value();
    }

    private static boolean annotated(RecordComponent component, String annotation) {
        return Arrays.stream(component.getAnnotations())
                .anyMatch(each -> each.annotationType().getName().equals(annotation));
    }

    private static <A extends java.lang.annotation.Annotation> @Nullable A annotation(
            RecordComponent component, Class<A> type) {
        A direct = component.getAnnotation(type);
        return direct != null ? direct : field(component).getAnnotation(type);
    }

    private static AnnotatedElement field(RecordComponent component) {
        try {
            return component.getDeclaringRecord().getDeclaredField(component.getName());
        } catch (NoSuchFieldException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
