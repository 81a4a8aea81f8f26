package dev.meerkat.codegen;

import com.mongodb.client.ChangeStreamIterable;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoIterable;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import com.palantir.javapoet.TypeVariableName;
import com.palantir.javapoet.WildcardTypeName;
import java.lang.ref.Reference;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import javax.lang.model.element.Modifier;

/** Writes one iterable: its fluent methods add a step to the recipe, its operations pass the gate. */
final class IterableWriter {
    private final Class<?> driver;
    private final boolean stream;
    private final TypeName self;
    private final TypeName recipe;

    IterableWriter(Class<?> driver) {
        this.driver = driver;
        this.stream = driver == ChangeStreamIterable.class;
        TypeVariable<?>[] variables = driver.getTypeParameters();
        this.self = variables.length == 0
                ? ClassName.get(driver)
                : ParameterizedTypeName.get(ClassName.get(driver), TypeVariableName.get(variables[0].getName()));
        this.recipe = ParameterizedTypeName.get(Signature.RECIPE, self);
    }

    TypeSpec write() {
        TypeSpec.Builder type =
                Signature.type("Managed" + driver.getSimpleName()).addModifiers(Modifier.FINAL);
        for (TypeVariable<?> variable : driver.getTypeParameters()) {
            type.addTypeVariable(Signature.variable(variable));
        }
        ClassName base = Signature.managed(stream ? "StreamIterable" : "ManagedIterable");
        type.superclass(ParameterizedTypeName.get(base, TypeName.get(element()), self))
                .addSuperinterface(self)
                .addMethod(constructor());
        for (Method method : Rules.methods(driver)) {
            if (method.getReturnType() == driver) {
                type.addMethod(fluent(method));
            } else if (Rules.makesIterable(method)) {
                type.addMethod(derived(method));
            } else {
                type.addMethod(operation(method));
            }
        }
        return type.build();
    }

    /** What the iterable hands out: the argument of its {@code MongoIterable}. */
    private Type element() {
        if (driver == MongoIterable.class) {
            return driver.getTypeParameters()[0];
        }
        ParameterizedType parent = (ParameterizedType) driver.getGenericInterfaces()[0];
        return parent.getActualTypeArguments()[0];
    }

    private MethodSpec constructor() {
        TypeName handle =
                ParameterizedTypeName.get(Signature.managed("Handle"), WildcardTypeName.subtypeOf(Object.class));
        return MethodSpec.constructorBuilder()
                .addParameter(handle, "handle")
                .addParameter(String.class, "operation")
                .addParameter(boolean.class, "read")
                .addParameter(ClientSession.class, "session")
                .addParameter(boolean.class, "joins")
                .addParameter(recipe, "recipe")
                .addStatement("super(handle, operation, read, session, joins, recipe)")
                .build();
    }

    private MethodSpec fluent(Method method) {
        Signature signature = new Signature(method);
        return signature
                .declaration()
                .addStatement("$T before = recipe", recipe)
                .addStatement("recipe = (admission, used) -> before.make(admission, used).$L", signature.call())
                .addStatement("return this")
                .build();
    }

    private MethodSpec derived(Method method) {
        Signature signature = new Signature(method);
        return signature
                .declaration()
                .addStatement("$T before = recipe", recipe)
                .addStatement(
                        "return new $T<>(handle, operation, read, session, joins, (admission, used) -> before.make(admission, used).$L)",
                        Signature.managed(stream ? "PlainStreamIterable" : "ManagedMongoIterable"),
                        signature.call())
                .build();
    }

    private MethodSpec operation(Method method) {
        Signature signature = new Signature(method);
        String read = method.getName().equals("explain") ? "read" : "false";
        return signature
                .declaration()
                .addStatement("$T used = session()", ClientSession.class)
                .addStatement("$T admission = handle.admit($S, $L, used)", Signature.ADMISSION, method.getName(), read)
                .beginControlFlow("try")
                .addStatement(signature.returning() + "recipe.make(admission, used)." + signature.call())
                .nextControlFlow("catch ($T failure)", RuntimeException.class)
                .addStatement("throw handle.failed(failure, $S, admission)", method.getName())
                .nextControlFlow("finally")
                .addStatement("admission.release()")
                .addStatement("$T.reachabilityFence(used)", Reference.class)
                .endControlFlow()
                .build();
    }
}
