package dev.meerkat.internal.managed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.mongodb.MongoException;
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
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Contract §6: every method of every interface the driver hands out, on the driver that is on the class path. */
class NoMethodEscapesTheGateTest {
    private final StubDriver driver = new StubDriver();
    private final CountingEntrance entrance = new CountingEntrance(new Generation(driver.client()));
    private final ManagedClient client = ManagedClient.create(entrance, new TestSettings());
    private final ClientSession session = client.startSession();

    static Stream<Arguments> methods() {
        return interfaces().flatMap(type -> Terminals.methods(type).map(method -> Arguments.of(type, method)));
    }

    private static Stream<Class<?>> interfaces() {
        return Stream.concat(handles(), iterables());
    }

    private static Stream<Class<?>> handles() {
        return Stream.of(MongoClient.class, MongoCluster.class, MongoDatabase.class, MongoCollection.class);
    }

    private static Stream<Class<?>> iterables() {
        return handles()
                .flatMap(Terminals::methods)
                .<Class<?>>map(Method::getReturnType)
                .filter(MongoIterable.class::isAssignableFrom)
                .distinct();
    }

    private Object subject(Class<?> type) {
        if (MongoIterable.class.isAssignableFrom(type)) {
            return iterable(type);
        }
        if (type == MongoCluster.class) {
            return client.withTimeout(1, TimeUnit.SECONDS);
        }
        MongoDatabase database = client.getDatabase("shop");
        return type == MongoClient.class
                ? client
                : type == MongoDatabase.class ? database : database.getCollection("things");
    }

    private Object iterable(Class<?> type) {
        return handles()
                .flatMap(handle -> Terminals.methods(handle)
                        .filter(method -> method.getReturnType() == type)
                        .map(method -> call(subject(handle), method)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("nobody hands out a " + type));
    }

    private @Nullable Object call(Object subject, Method method) {
        try {
            return method.invoke(subject, Samples.arguments(method, session));
        } catch (InvocationTargetException thrown) {
            if (thrown.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new AssertionError(thrown.getCause());
        } catch (ReflectiveOperationException wrongSample) {
            throw new LinkageError("no such call", wrongSample);
        }
    }

    private int work() {
        return entrance.held() + entrance.streams();
    }

    @Test
    void allOfTheDriversInterfacesAreLookedAt() {
        assertThat(iterables()).hasSize(11);
        assertThat(methods().count()).isGreaterThan(350);
    }

    @ParameterizedTest
    @MethodSource("methods")
    void passesOnceIfItReachesTheServerAndNeverIfItDoesNot(Class<?> type, Method method) {
        Object target = subject(type);
        int before = entrance.admitted().size();
        driver.allow(called -> work() > 0 || called.getName().equals("close"));

        Object answer = call(target, method);

        boolean terminal = Terminals.reachesServer(method);
        assertThat(entrance.admitted().size() - before).as("admitted").isEqualTo(terminal ? 1 : 0);
        if (answer instanceof AutoCloseable open && !(answer instanceof MongoClient)) {
            close(open);
        }
        assertThat(work()).as("not released").isZero();
        if (terminal) {
            assertThat(driver.names()).contains(drivers(type, method));
        }
    }

    @ParameterizedTest
    @MethodSource("methods")
    void aFailureGoesOutAsTheSameObjectAndReleasesOnce(Class<?> type, Method method) {
        Object target = subject(type);
        MongoException failure = new MongoException(11, "broken");
        driver.failWith(failure);

        if (Terminals.reachesServer(method)) {
            assertThat(catchThrowable(() -> call(target, method))).isSameAs(failure);
        } else {
            call(target, method);
        }

        assertThat(work()).as("not released").isZero();
    }

    @ParameterizedTest
    @MethodSource("methods")
    void whatNeedsNoServerNeedsNoDriverClient(Class<?> type, Method method) {
        Object target = subject(type);
        entrance.generation(null);
        driver.allow(called -> false);

        if (Terminals.reachesServer(method)) {
            assertThat(catchThrowable(() -> call(target, method))).isInstanceOf(CountingEntrance.Refused.class);
        } else {
            call(target, method);
        }
    }

    @Test
    void fluentStepsReachTheDriverInTheirOrder() {
        client.getDatabase("shop")
                .getCollection("things")
                .find()
                .filter(new Document("a", 1))
                .limit(5)
                .skip(3)
                .first();

        assertThat(driver.names()).endsWith("find", "filter", "limit", "skip", "first");
    }

    /** Loops and a change stream's first are made of a cursor here, so that one admission covers all of them. */
    private static String drivers(Class<?> type, Method method) {
        boolean loop = List.of("iterator", "forEach", "into").contains(method.getName());
        boolean stream = type == ChangeStreamIterable.class && method.getName().equals("first");
        return loop || stream ? "cursor" : method.getName();
    }

    private static void close(AutoCloseable open) {
        try {
            open.close();
        } catch (Exception unexpected) {
            throw new AssertionError(unexpected);
        }
    }
}
