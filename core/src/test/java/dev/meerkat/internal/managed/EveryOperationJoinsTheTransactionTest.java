package dev.meerkat.internal.managed;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.ChangeStreamIterable;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCluster;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.MongoIterable;
import dev.meerkat.internal.gate.Generation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Contract I6: every method without a session that the driver also has with one uses the thread's transaction, and no other does. */
class EveryOperationJoinsTheTransactionTest {
    /** What the driver itself has with no session: it runs beside the transaction. */
    private static final Set<String> BESIDE = Set.of(
            "createSearchIndex",
            "createSearchIndexes",
            "dropSearchIndex",
            "estimatedDocumentCount",
            "listSearchIndexes",
            "updateSearchIndex",
            // no operations on data
            "startSession");

    private final StubDriver driver = new StubDriver();
    private final CountingEntrance entrance = new CountingEntrance(new Generation(driver.client()));
    private final ManagedClient client = ManagedClient.create(entrance, new TestSettings());
    private final ManagedSession session = client.newSession();
    private final ManagedSession other = client.newSession();

    /** Methods of the handles that take no session and reach a server, at once or through their iterable. */
    static Stream<Arguments> without() {
        return handles()
                .flatMap(type -> Terminals.methods(type)
                        .filter(method -> !hasSession(method) && asksServer(method))
                        .map(method -> Arguments.of(type, method)));
    }

    static Stream<Arguments> with() {
        return handles()
                .flatMap(type -> Terminals.methods(type)
                        .filter(EveryOperationJoinsTheTransactionTest::hasSession)
                        .map(method -> Arguments.of(type, method)));
    }

    private static Stream<Class<?>> handles() {
        return Stream.of(MongoClient.class, MongoCluster.class, MongoDatabase.class, MongoCollection.class);
    }

    private static boolean hasSession(Method method) {
        return List.of(method.getParameterTypes()).contains(ClientSession.class);
    }

    private static boolean asksServer(Method method) {
        return Terminals.reachesServer(method) || MongoIterable.class.isAssignableFrom(method.getReturnType());
    }

    private static boolean hasSibling(Class<?> type, Method method) {
        List<Class<?>> wanted = new ArrayList<>(List.of(ClientSession.class));
        wanted.addAll(Arrays.asList(method.getParameterTypes()));
        return Arrays.stream(type.getMethods())
                .anyMatch(each -> each.getName().equals(method.getName())
                        && List.of(each.getParameterTypes()).equals(wanted));
    }

    private Object subject(Class<?> type) {
        MongoDatabase database = client.getDatabase("shop");
        return type == MongoClient.class
                ? client
                : type == MongoCluster.class
                        ? client.withTimeout(1, TimeUnit.SECONDS)
                        : type == MongoDatabase.class ? database : database.getCollection("things");
    }

    @BeforeEach
    void open() {
        session.startTransaction();
    }

    @AfterEach
    void close() {
        assertThat(client.root.ambient().session()).isNull();
        session.close();
        assertThat(entrance.held() + entrance.streams()).isZero();
    }

    /** Runs {@code work} as the body of a transaction on this thread does. */
    private void inside(Runnable work) {
        client.root.ambient().enter(session);
        try {
            work.run();
        } finally {
            client.root.ambient().leave();
        }
    }

    private @Nullable Object call(Object subject, Method method) {
        try {
            return method.invoke(subject, Samples.arguments(method, other));
        } catch (InvocationTargetException thrown) {
            throw new AssertionError(thrown.getCause());
        } catch (ReflectiveOperationException wrongSample) {
            throw new LinkageError("no such call", wrongSample);
        }
    }

    /** Calls to {@code name} that reached the driver, by the driver's session in them. */
    private List<@Nullable Object> sessionsOf(String name) {
        return driver.calls().stream()
                .filter(each -> each.method().getName().equals(name))
                .<@Nullable Object>map(each -> each.arguments().stream()
                        .filter(ClientSession.class::isInstance)
                        .findFirst()
                        .orElse(null))
                .collect(Collectors.toList());
    }

    private static void end(Object answer) {
        try {
            if (answer instanceof AutoCloseable open) {
                open.close();
            }
        } catch (Exception unexpected) {
            throw new AssertionError(unexpected);
        }
    }

    @Test
    void whatRunsBesideTheTransactionIsWhatTheDriverHasWithNoSession() {
        Set<String> beside = without()
                .filter(each -> !hasSibling((Class<?>) each.get()[0], (Method) Objects.requireNonNull(each.get()[1])))
                .map(each -> ((Method) each.get()[1]).getName())
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(BESIDE).containsAll(beside);
        assertThat(without().count()).isGreaterThan(100);
    }

    @ParameterizedTest
    @MethodSource("without")
    void anOperationUsesTheTransactionOfItsThreadWithoutBeingTold(Class<?> type, Method method) {
        Object subject = subject(type);

        inside(() -> ask(call(subject, method)));

        Object expected = hasSibling(type, method) ? session.driver() : null;
        if (!method.getName().equals("startSession")) {
            assertThat(sessionsOf(method.getName())).containsExactly(expected);
        }
        assertThat(entrance.last().within()).isEqualTo(expected != null && !isStream(method));
    }

    private static boolean isStream(Method method) {
        return method.getReturnType() == ChangeStreamIterable.class;
    }

    /** Makes an iterable ask the server; other answers are closed. */
    private static void ask(@Nullable Object answer) {
        if (answer instanceof MongoIterable<?> iterable) {
            iterable.first();
        } else if (answer != null) {
            end(answer);
        }
    }

    @ParameterizedTest
    @MethodSource("without")
    void outsideNoOperationUsesIt(Class<?> type, Method method) {
        client.root.ambient().enter(session);
        Thread elsewhere = new Thread(() -> ask(call(subject(type), method)));
        elsewhere.start();
        join(elsewhere);
        client.root.ambient().leave();

        ask(call(subject(type), method));

        assertThat(sessionsOf(method.getName())).containsOnlyNulls();
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @MethodSource("with")
    void aSessionGivenWinsOverTheTransaction(Class<?> type, Method method) {
        inside(() -> ask(call(subject(type), method)));

        assertThat(sessionsOf(method.getName())).containsExactly(other.driver());
    }

    @ParameterizedTest
    @MethodSource("without")
    void whatAnIterableBelongsToIsKnownWhenTheServerIsAsked(Class<?> type, Method method) {
        if (!(call(subject(type), method) instanceof MongoIterable<?> madeOutside)) {
            return;
        }
        List<MongoIterable<?>> madeInside = new ArrayList<>();

        inside(() -> {
            madeOutside.first();
            madeInside.add((MongoIterable<?>) Objects.requireNonNull(call(subject(type), method)));
        });
        madeInside.get(0).first();

        Object joined = hasSibling(type, method) ? session.driver() : null;
        assertThat(sessionsOf(method.getName())).containsExactly(joined, null);
    }

    @ParameterizedTest
    @MethodSource("without")
    void eachWayToAskAnIterableJoins(Class<?> type, Method method) {
        if (!MongoIterable.class.isAssignableFrom(method.getReturnType()) || !hasSibling(type, method)) {
            return;
        }
        List<Method> ways = Terminals.methods(method.getReturnType())
                .filter(Terminals::reachesServer)
                .toList();

        inside(() -> ways.forEach(way -> ask(call(Objects.requireNonNull(call(subject(type), method)), way))));

        assertThat(ways).hasSizeGreaterThanOrEqualTo(4);
        assertThat(sessionsOf(method.getName())).hasSize(ways.size()).containsOnly(session.driver());
    }
}
