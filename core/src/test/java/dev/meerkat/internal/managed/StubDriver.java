package dev.meerkat.internal.managed;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoIterable;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A driver without a server: proxies of its interfaces that note each call and answer with more proxies, or fail when told. */
final class StubDriver {
    record Call(Method method, List<Object> arguments) {}

    private final List<Call> calls = new ArrayList<>();
    private final MongoClient client = proxy(MongoClient.class);
    private @Nullable RuntimeException failure;
    private Predicate<Method> allowed = method -> true;

    MongoClient client() {
        return client;
    }

    List<Call> calls() {
        return calls;
    }

    List<String> names() {
        return calls.stream().map(call -> call.method().getName()).toList();
    }

    /** From now on every call that would reach a server fails with this. */
    void failWith(RuntimeException failure) {
        this.failure = failure;
    }

    /** Whoever calls when this says no breaks the rule under test. */
    void allow(Predicate<Method> allowed) {
        this.allowed = allowed;
    }

    <T> T proxy(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(
                StubDriver.class.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    Object[] given = arguments == null ? new Object[0] : arguments;
                    if (method.getDeclaringClass() == Object.class) {
                        return ofObject(self, method, given);
                    }
                    if (!allowed.test(method)) {
                        throw new AssertionError("the driver's " + method + " was called outside the gate");
                    }
                    calls.add(new Call(method, Arrays.asList(given)));
                    if (failure != null && Terminals.reachesServer(method)) {
                        throw failure;
                    }
                    return answer(self, method);
                }));
    }

    @SuppressWarnings("ReferenceEquality") // a stub equals itself alone
    private static Object ofObject(Object self, Method method, Object[] arguments) {
        return switch (method.getName()) {
            case "equals" -> self == arguments[0];
            case "hashCode" -> System.identityHashCode(self);
            default -> "stub";
        };
    }

    private @Nullable Object answer(Object self, Method method) {
        Class<?> type = method.getReturnType();
        if (MongoIterable.class.isAssignableFrom(type) && type.isInstance(self)) {
            return self;
        }
        if (type == boolean.class) {
            return method.getName().equals("hasActiveTransaction");
        }
        if (type == int.class) {
            return 0;
        }
        if (type == long.class) {
            return 0L;
        }
        boolean ofDriver = type.isInterface() && type.getName().startsWith("com.mongodb.client.Mongo");
        boolean session = type == com.mongodb.client.ClientSession.class;
        boolean iterable = MongoIterable.class.isAssignableFrom(type);
        return ofDriver || session || iterable ? proxy(type) : null;
    }
}
