package dev.meerkat.testkit.internal;

import dev.meerkat.testkit.Backend;
import java.lang.reflect.Executable;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * What stands before the server, by what the parameters of a test, or of a whole class, ask for. Immutable.
 *
 * @param owner the test's class, or the class whose server it is
 * @param settings what the annotation says
 * @param proxied whether a proxy stands before the server
 * @param members of the set before it; 0 for none
 */
record Plan(Class<?> owner, Settings settings, boolean proxied, int members) {
    private static final int USUAL_MEMBERS = 3;

    /** Of this test, or where the context is a class's, of all its tests together. */
    static Plan of(ExtensionContext context) {
        Settings settings = Settings.of(context);
        List<Parameter> parameters = parameters(context);
        Optional<Parameter> set = asking(parameters, Kind.SET);
        Optional<Parameter> proxy = asking(parameters, Kind.PROXY);
        if (proxy.isPresent() && (set.isPresent() || settings.members() > 0)) {
            throw refused(
                    proxy.get(),
                    "a set's members have networks of their own, and clients follow the set past a proxy",
                    "take the ScriptedReplicaSet alone and use set.member(n).network(), or leave the set and members out");
        }
        parameters.forEach(parameter -> check(parameter, settings));
        int members = settings.members() == 0 && set.isPresent() ? USUAL_MEMBERS : settings.members();
        return new Plan(context.getRequiredTestClass(), settings, proxy.isPresent(), members);
    }

    private static void check(Parameter parameter, Settings settings) {
        String type = parameter.getType().getSimpleName();
        Backend wanted = switch (type) {
            case "EmbeddedServer" -> Backend.EMBEDDED;
            case "ExternalServer" -> Backend.EXTERNAL;
            default -> settings.server();
        };
        if (wanted != settings.server()
                && Kind.of(parameter).filter(Kind.SERVER::equals).isPresent()) {
            throw refused(
                    parameter,
                    "@MeerkatTest says server = " + settings.server(),
                    "say server = " + wanted + ", or take a LabServer, which is of either kind");
        }
    }

    /** Refuses a set or a proxy that does not stand before the server, because an outer class asked for that without. */
    void demand(Parameter parameter, Kind kind) {
        boolean absent = kind == Kind.PROXY && !proxied || kind == Kind.SET && members == 0;
        if (absent) {
            String type = parameter.getType().getSimpleName();
            throw refused(
                    parameter,
                    "the server is that of " + owner.getSimpleName() + ", whose @BeforeAll asked for it without a "
                            + type,
                    "take a " + type + " in the @BeforeAll of " + owner.getSimpleName()
                            + " too, or put these tests into a class outside it");
        }
    }

    /** The one error for a parameter: its name, the rule, what to do. */
    static ParameterResolutionException refused(Parameter parameter, String rule, String fix) {
        Executable owner = parameter.getDeclaringExecutable();
        return new ParameterResolutionException("TESTKIT_PARAMETER: cannot inject " + parameter.getName() + " of type "
                + parameter.getType().getName() + " (test="
                + owner.getDeclaringClass().getSimpleName() + "." + owner.getName() + "). Rule: " + rule + ". Fix: "
                + fix + ".");
    }

    private static Optional<Parameter> asking(List<Parameter> parameters, Kind kind) {
        return parameters.stream()
                .filter(parameter -> Kind.of(parameter).filter(kind::equals).isPresent())
                .findFirst();
    }

    private static List<Parameter> parameters(ExtensionContext context) {
        Class<?> type = context.getRequiredTestClass();
        List<Executable> asking = new ArrayList<>();
        if (context.getTestMethod().isPresent()) {
            asking.add(context.getRequiredTestMethod());
            around(type).forEach(each -> asking.addAll(beforeAndAfter(each)));
        } else {
            asking.addAll(List.of(type.getDeclaredConstructors()));
            asking.addAll(ReflectionSupport.findMethods(type, method -> true, HierarchyTraversalMode.TOP_DOWN));
        }
        return asking.stream().flatMap(each -> Stream.of(each.getParameters())).toList();
    }

    /** The class and those it is an inner class of, whose constructors and methods belong to each of its tests as well. */
    private static Stream<Class<?>> around(Class<?> type) {
        return Stream.iterate(
                type,
                Objects::nonNull,
                each -> Modifier.isStatic(each.getModifiers()) ? null : each.getEnclosingClass());
    }

    private static List<Executable> beforeAndAfter(Class<?> type) {
        List<Executable> asking = new ArrayList<>(List.of(type.getDeclaredConstructors()));
        asking.addAll(AnnotationSupport.findAnnotatedMethods(type, BeforeEach.class, HierarchyTraversalMode.TOP_DOWN));
        asking.addAll(AnnotationSupport.findAnnotatedMethods(type, AfterEach.class, HierarchyTraversalMode.TOP_DOWN));
        return asking;
    }
}
