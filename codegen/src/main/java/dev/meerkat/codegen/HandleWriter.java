package dev.meerkat.codegen;

import com.mongodb.client.ClientSession;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import com.palantir.javapoet.TypeVariableName;
import java.lang.ref.Reference;
import java.lang.reflect.Method;
import java.lang.reflect.TypeVariable;
import javax.lang.model.element.Modifier;

/** Writes the operations and iterables of a cluster, database or collection. */
final class HandleWriter {
    private final Class<?> driver;
    private final String name;

    HandleWriter(Class<?> driver, String name) {
        this.driver = driver;
        this.name = name;
    }

    TypeSpec write() {
        TypeName self = TypeName.get(driver);
        TypeSpec.Builder type = Signature.type(name).addModifiers(Modifier.ABSTRACT);
        TypeVariable<?>[] variables = driver.getTypeParameters();
        if (variables.length > 0) {
            TypeVariableName[] names = new TypeVariableName[variables.length];
            for (int i = 0; i < variables.length; i++) {
                names[i] = Signature.variable(variables[i]);
                type.addTypeVariable(names[i]);
            }
            self = ParameterizedTypeName.get(ClassName.get(driver), names);
        }
        type.superclass(ParameterizedTypeName.get(Signature.managed("Handle"), self))
                .addSuperinterface(self)
                .addMethod(MethodSpec.constructorBuilder()
                        .addParameter(Signature.managed("Root"), "root")
                        .addParameter(Signature.managed("HandleSettings"), "own")
                        .addStatement("super(root, own)")
                        .build());
        for (Method method : Rules.methods(driver)) {
            type.addMethod(Rules.makesIterable(method) ? iterable(method) : operation(method));
        }
        return type.build();
    }

    private MethodSpec operation(Method method) {
        Signature signature = new Signature(method);
        MethodSpec.Builder builder = signature.declaration();
        if (signature.hasSessionSibling(driver)) {
            join(signature, builder);
        }
        String preference = signature.preferenceName();
        if (!preference.equals("null")) {
            builder.addStatement(
                    "$T admission = admitPreferring($S, $L, $L)",
                    Signature.ADMISSION,
                    method.getName(),
                    preference,
                    signature.sessionName());
        } else if (signature.hasSession()) {
            builder.addStatement(
                    "$T admission = admit($S, $L, $L)",
                    Signature.ADMISSION,
                    method.getName(),
                    Rules.isRead(method),
                    signature.sessionName());
        } else {
            builder.addStatement(
                    "$T admission = admit($S, $L)", Signature.ADMISSION, method.getName(), Rules.isRead(method));
        }
        builder.beginControlFlow("try")
                .addStatement(signature.returning() + twin(signature) + "." + signature.call())
                .nextControlFlow("catch ($T failure)", RuntimeException.class)
                .addStatement("throw failed(failure, $S, admission)", method.getName())
                .nextControlFlow("finally")
                .addStatement("admission.release()");
        if (signature.hasSession()) {
            builder.addStatement("$T.reachabilityFence($L)", Reference.class, signature.sessionName());
        }
        return builder.endControlFlow().build();
    }

    /** Inside a transaction of the thread the call is the one with that session. Source: contract I6. */
    private static void join(Signature signature, MethodSpec.Builder builder) {
        builder.addStatement("$T ambient = ambient()", ClientSession.class).beginControlFlow("if (ambient != null)");
        builder.addStatement(signature.returning() + signature.siblingCall("ambient"));
        if (signature.returning().isEmpty()) {
            builder.addStatement("return");
        }
        builder.endControlFlow();
    }

    private MethodSpec iterable(Method method) {
        Signature signature = new Signature(method);
        ClassName type = Signature.managed("Managed" + method.getReturnType().getSimpleName());
        boolean generic = method.getReturnType().getTypeParameters().length > 0;
        String read = method.getName().equals("aggregate")
                ? "mayRunOnSecondary(" + signature.pipelineName() + ")"
                : Boolean.toString(Rules.isRead(method));
        boolean joins = signature.hasSessionSibling(driver);
        return signature
                .declaration()
                .addStatement(
                        "return new $T" + (generic ? "<>" : "") + "(this, $S, $L, $L, $L, (admission, session) -> $L)",
                        type,
                        method.getName(),
                        read,
                        signature.sessionName(),
                        joins,
                        joins ? joining(signature) : twin(signature) + "." + signature.call())
                .build();
    }

    /** Which session, is known when the server is asked. */
    private static String joining(Signature signature) {
        return "session == null ? on(admission)." + signature.call() + " : on(admission, session)."
                + signature.driverSiblingCall("session");
    }

    private static String twin(Signature signature) {
        return signature.hasSession() ? "on(admission, " + signature.sessionName() + ")" : "on(admission)";
    }
}
