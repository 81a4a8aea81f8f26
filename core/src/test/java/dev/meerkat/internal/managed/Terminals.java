package dev.meerkat.internal.managed;

import com.mongodb.client.MongoIterable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Set;
import java.util.stream.Stream;

/** Which driver methods talk to a server, told apart without looking at the generator's own rules. */
final class Terminals {
    private static final Set<String> PLAIN = Set.of(
            "getCodecRegistry",
            "getReadPreference",
            "getWriteConcern",
            "getReadConcern",
            "getTimeout",
            "getName",
            "getNamespace",
            "getDocumentClass",
            "getDatabase",
            "getCollection",
            "getClusterDescription",
            "appendMetadata",
            "close");

    private Terminals() {}

    static Stream<Method> methods(Class<?> type) {
        return Arrays.stream(type.getMethods())
                .filter(method -> Modifier.isAbstract(method.getModifiers())
                        || method.getName().equals("forEach"))
                .filter(method -> !method.isBridge())
                .sorted(Comparator.comparing(Method::toGenericString));
    }

    static boolean reachesServer(Method method) {
        boolean fluent = MongoIterable.class.isAssignableFrom(method.getReturnType());
        boolean with = method.getName().startsWith("with") && !method.getName().equals("withTransaction");
        return !fluent && !with && !PLAIN.contains(method.getName());
    }
}
