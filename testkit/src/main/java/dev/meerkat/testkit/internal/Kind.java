package dev.meerkat.testkit.internal;

import dev.meerkat.testkit.Uri;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * What a parameter asks for. Told by the names of types: those of Meerkat's core may be absent, and must not be loaded then.
 */
enum Kind {
    SERVER,
    SET,
    PROXY,
    URI,
    CLIENT,
    WRITES,
    WATCH,
    CONNECTION,
    OPTIONS,
    RECORDER,
    /** A relative of what can be injected, which cannot itself: {@link #fix}. */
    IMPOSSIBLE;

    private static final Map<String, Kind> BY_TYPE = Map.ofEntries(
            Map.entry("dev.meerkat.lab.LabServer", SERVER),
            Map.entry("dev.meerkat.lab.EmbeddedServer", SERVER),
            Map.entry("dev.meerkat.lab.ExternalServer", SERVER),
            Map.entry("dev.meerkat.lab.ScriptedReplicaSet", SET),
            Map.entry("dev.meerkat.lab.FaultProxy", PROXY),
            Map.entry("com.mongodb.client.MongoClient", CLIENT),
            Map.entry("dev.meerkat.testkit.Writes", WRITES),
            Map.entry("dev.meerkat.testkit.ClientWatch", WATCH),
            Map.entry("dev.meerkat.Connection", CONNECTION),
            Map.entry("dev.meerkat.options.ConnectionOptions", OPTIONS),
            Map.entry("dev.meerkat.testkit.EventRecorder", RECORDER));

    private static final Map<String, String> FIXES = Map.of(
            "com.mongodb.client.MongoDatabase", "take a MongoClient and call getDatabase(name)",
            "com.mongodb.client.MongoCollection", "take a MongoClient and call getDatabase(name).getCollection(name)",
            "com.mongodb.reactivestreams.client.MongoClient", "take @Uri String and make the reactive client yourself",
            "com.mongodb.ConnectionString", "take @Uri String and call new ConnectionString(uri)",
            "dev.meerkat.ConnectionRegistry", "take ConnectionOptions and make the registry yourself",
            "dev.meerkat.lab.ScriptedMember", "take a ScriptedReplicaSet and call member(n)",
            "dev.meerkat.lab.ScriptedMongos", "take a LabServer and call ScriptedMongos.inFrontOf(server)");

    /** What the parameter asks the test kit for; nothing when it is for somebody else, as a parameter with another's annotation is. */
    static Optional<Kind> of(Parameter parameter) {
        if (parameter.isAnnotationPresent(Uri.class)) {
            return Optional.of(parameter.getType() == String.class ? URI : IMPOSSIBLE);
        }
        String type = parameter.getType().getName();
        boolean others = Arrays.stream(parameter.getAnnotations())
                .anyMatch(annotation ->
                        !annotation.annotationType().getPackageName().startsWith("org.jspecify"));
        if (others) {
            return Optional.empty();
        }
        return Optional.ofNullable(BY_TYPE.getOrDefault(type, FIXES.containsKey(type) ? IMPOSSIBLE : null));
    }

    /** Whether only Meerkat's core can give it. */
    boolean needsCore() {
        return this == CONNECTION || this == OPTIONS || this == RECORDER;
    }

    /** What to do instead of asking for this {@link #IMPOSSIBLE} parameter. */
    static String fix(Parameter parameter) {
        return parameter.isAnnotationPresent(Uri.class)
                ? "@Uri stands on a String; make other types of it"
                : FIXES.getOrDefault(parameter.getType().getName(), "");
    }
}
