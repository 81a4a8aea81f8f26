package dev.meerkat.codegen;

import com.mongodb.client.ClientSession;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import java.lang.reflect.Method;
import java.util.regex.Pattern;
import javax.lang.model.element.Modifier;

/** Writes a session's plain methods, which ask the present driver session and talk to no server. */
final class SessionWriter {
    private static final Pattern PLAIN = Pattern.compile("(get|set|is|has|notify|advance|clear)[A-Z].*");

    TypeSpec write() {
        TypeSpec.Builder type = Signature.type("SessionMethods")
                .addModifiers(Modifier.ABSTRACT)
                .addSuperinterface(ClientSession.class)
                .addMethod(MethodSpec.methodBuilder("driver")
                        .addModifiers(Modifier.ABSTRACT)
                        .returns(ClientSession.class)
                        .build());
        for (Method method : Rules.methods(ClientSession.class)) {
            type.addMethod(plain(method));
        }
        return type.build();
    }

    /** A session's operations hold a lease on the gate in ways of their own, so a new one stops the build until somebody decides. */
    private static MethodSpec plain(Method method) {
        if (!PLAIN.matcher(method.getName()).matches()) {
            throw new IllegalStateException("no rule for " + method + ": write it by hand in ManagedSession");
        }
        Signature signature = new Signature(method);
        return signature
                .declaration()
                .addStatement(signature.returning() + "driver()." + signature.call())
                .build();
    }
}
