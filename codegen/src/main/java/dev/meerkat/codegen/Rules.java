package dev.meerkat.codegen;

import com.mongodb.client.MongoIterable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What becomes of a driver method. Whatever no rule names is a gated operation, so that a method nobody thought of is safe. */
final class Rules {
    /** Answered from the handle itself, or too special to generate: written by hand in the classes below the generated ones. */
    private static final Set<String> BY_HAND = Set.of(
            // MongoCluster, MongoDatabase, MongoCollection
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
            "startSession",
            "withCodecRegistry",
            "withReadPreference",
            "withWriteConcern",
            "withReadConcern",
            "withTimeout",
            // iterables
            "iterator",
            "cursor",
            "first",
            "map",
            "into",
            "forEach",
            "spliterator",
            // ClientSession
            "startTransaction",
            "commitTransaction",
            "abortTransaction",
            "withTransaction",
            "getOriginator",
            "close");

    /**
     * Reads that a secondary may serve, under the handle's own read preference. Not here: lists of databases, collections and indexes,
     * and commands without a preference of their own, because the driver always sends them to the primary; map-reduce, which may write.
     */
    private static final Set<String> READS = Set.of(
            "countDocuments", "estimatedDocumentCount", "distinct", "find", "watch", "listSearchIndexes", "aggregate");

    private Rules() {}

    /** The abstract methods to write, in an order that does not depend on the virtual machine. */
    static List<Method> methods(Class<?> type) {
        return Arrays.stream(type.getMethods())
                .filter(method -> Modifier.isAbstract(method.getModifiers()) && !method.isBridge())
                .filter(method -> !byHand(method))
                .sorted(Comparator.comparing(Method::getName).thenComparing(Rules::parameters))
                .collect(Collectors.toList());
    }

    /** {@code withDocumentClass} makes a collection by hand, but an iterable by rule. */
    private static boolean byHand(Method method) {
        boolean makesIterable = MongoIterable.class.isAssignableFrom(method.getReturnType());
        return BY_HAND.contains(method.getName()) || (method.getName().equals("withDocumentClass") && !makesIterable);
    }

    private static String parameters(Method method) {
        return Arrays.toString(method.getGenericParameterTypes());
    }

    static boolean makesIterable(Method method) {
        return MongoIterable.class.isAssignableFrom(method.getReturnType());
    }

    static boolean isRead(Method method) {
        return READS.contains(method.getName());
    }
}
