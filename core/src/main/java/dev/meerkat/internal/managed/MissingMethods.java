package dev.meerkat.internal.managed;

import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Names the methods a newer driver has and this managed client does not: calling one throws {@link AbstractMethodError}. For a check at
 * start-up or by a person; it loads classes and takes some ten milliseconds.
 */
public final class MissingMethods {
    private MissingMethods() {}

    /** Each missing method as {@code Type.method(Parameter, …)}, sorted; empty with the driver this was built for and older ones. */
    public static List<String> find() {
        return find(managedTypes());
    }

    static List<String> find(Stream<Class<?>> types) {
        List<String> missing = new ArrayList<>();
        types.forEach(type -> collect(type, missing));
        return missing.stream().distinct().sorted().toList();
    }

    private static void collect(Class<?> type, List<String> missing) {
        try {
            Arrays.stream(type.getMethods())
                    .filter(method -> Modifier.isAbstract(method.getModifiers()))
                    .map(method -> method.getDeclaringClass().getSimpleName() + "." + method.getName() + "("
                            + String.join(", ", parameters(method.getParameterTypes())) + ")")
                    .forEach(missing::add);
        } catch (LinkageError olderDriver) {
            // One of our methods names a driver class that is not there: the driver is older, so nothing of its own can
            // be missing.
        }
    }

    private static List<String> parameters(Class<?>[] types) {
        return Arrays.stream(types).map(Class::getSimpleName).toList();
    }

    /** Every concrete class that stands for a driver interface. */
    static Stream<Class<?>> managedTypes() {
        return Stream.of(
                ManagedClient.class,
                ManagedCluster.class,
                ManagedDatabase.class,
                ManagedCollection.class,
                ManagedSession.class,
                ManagedCursor.class,
                StreamCursor.class,
                MappedCursor.class,
                MappedIterable.class,
                PlainStreamIterable.class,
                ManagedMongoIterable.class,
                ManagedFindIterable.class,
                ManagedAggregateIterable.class,
                ManagedChangeStreamIterable.class,
                ManagedDistinctIterable.class,
                ManagedListCollectionNamesIterable.class,
                ManagedListCollectionsIterable.class,
                ManagedListDatabasesIterable.class,
                ManagedListIndexesIterable.class,
                ManagedListSearchIndexesIterable.class,
                ManagedMapReduceIterable.class);
    }
}
