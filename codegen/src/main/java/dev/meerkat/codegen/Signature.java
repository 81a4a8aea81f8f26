package dev.meerkat.codegen;

import com.mongodb.ReadPreference;
import com.mongodb.client.ClientSession;
import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import com.palantir.javapoet.TypeVariableName;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.annotation.processing.Generated;
import javax.lang.model.element.Modifier;

/** A driver method's declaration, and the text of a call to it. */
final class Signature {
    static final ClassName ADMISSION = ClassName.get("dev.meerkat.internal.gate", "Admission");
    static final ClassName RECIPE = managed("Recipe");

    private final Method method;

    Signature(Method method) {
        this.method = method;
    }

    static ClassName managed(String name) {
        return ClassName.get(Generate.PACKAGE, name);
    }

    /** A class that tools know as generated and null checkers leave alone. */
    static TypeSpec.Builder type(String name) {
        return TypeSpec.classBuilder(name)
                .addAnnotation(AnnotationSpec.builder(Generated.class)
                        .addMember("value", "$S", Generate.class.getName())
                        .build())
                .addAnnotation(ClassName.get("org.jspecify.annotations", "NullUnmarked"))
                .addAnnotation(AnnotationSpec.builder(SuppressWarnings.class)
                        .addMember("value", "$S", "deprecation")
                        .build());
    }

    /** A type variable with its bounds, which the library's own conversion loses at some declarations. */
    static TypeVariableName variable(TypeVariable<?> variable) {
        return TypeVariableName.get(variable.getName(), variable.getBounds());
    }

    MethodSpec.Builder declaration() {
        MethodSpec.Builder builder = MethodSpec.methodBuilder(method.getName())
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PUBLIC)
                .returns(TypeName.get(method.getGenericReturnType()));
        for (TypeVariable<Method> variable : method.getTypeParameters()) {
            builder.addTypeVariable(variable(variable));
        }
        Type[] types = method.getGenericParameterTypes();
        for (int i = 0; i < types.length; i++) {
            builder.addParameter(TypeName.get(types[i]), name(i));
        }
        return builder;
    }

    String returning() {
        return method.getReturnType() == void.class ? "" : "return ";
    }

    /** The call, a session replaced by the driver's own. */
    String call() {
        String arguments = IntStream.range(0, method.getParameterCount())
                .mapToObj(i -> i == session() ? "driverSession(" + name(i) + ", admission)" : name(i))
                .collect(Collectors.joining(", "));
        return method.getName() + "(" + arguments + ")";
    }

    /** The name of the session parameter, or {@code null} as source text. */
    String sessionName() {
        return session() < 0 ? "null" : name(session());
    }

    boolean hasSession() {
        return session() >= 0;
    }

    /** Whether {@code type} has the same method with a session in front: only then can the operation join a transaction. */
    boolean hasSessionSibling(Class<?> type) {
        if (hasSession()) {
            return false;
        }
        List<Class<?>> wanted = new ArrayList<>(List.of(method.getParameterTypes()));
        wanted.add(0, ClientSession.class);
        return Arrays.stream(type.getMethods())
                .anyMatch(other -> other.getName().equals(method.getName())
                        && List.of(other.getParameterTypes()).equals(wanted));
    }

    /** The call of that sibling with {@code session}, on our own class. */
    String siblingCall(String session) {
        return method.getName() + "(" + session + arguments(", ") + ")";
    }

    /** The call of that sibling with {@code session}, a managed one, on the driver's own twin. */
    String driverSiblingCall(String session) {
        return method.getName() + "(driverSession(" + session + ", admission)" + arguments(", ") + ")";
    }

    private String arguments(String before) {
        return IntStream.range(0, method.getParameterCount())
                .mapToObj(i -> before + name(i))
                .collect(Collectors.joining());
    }

    /** The name of the parameter that overrides the handle's read preference, or {@code null} as source text. */
    String preferenceName() {
        int index = List.of(method.getParameterTypes()).indexOf(ReadPreference.class);
        return index < 0 ? "null" : name(index);
    }

    /** The name of the pipeline parameter of an aggregation. */
    String pipelineName() {
        return name(Arrays.asList(method.getParameterTypes()).indexOf(List.class));
    }

    private int session() {
        return List.of(method.getParameterTypes()).indexOf(ClientSession.class);
    }

    private static String name(int index) {
        return "p" + index;
    }
}
