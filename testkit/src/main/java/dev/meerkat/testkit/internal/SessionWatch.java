package dev.meerkat.testkit.internal;

import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Passes every call on to a client, and knows the sessions it gave away. Thread-safe. */
final class SessionWatch implements InvocationHandler {
    private final MongoClient client;
    private final Map<ClientSession, String> origins = new ConcurrentHashMap<>();

    SessionWatch(MongoClient client) {
        this.client = client;
    }

    /** The client as tests see it. */
    MongoClient watched() {
        return (MongoClient)
                Proxy.newProxyInstance(SessionWatch.class.getClassLoader(), new Class<?>[] {MongoClient.class}, this);
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        if (method.getName().equals("equals")) {
            return proxy == Objects.requireNonNull(arguments)[0];
        }
        try {
            @Nullable Object result = method.invoke(client, arguments);
            if (result instanceof ClientSession session) {
                origins.put(session, Origin.here());
            }
            return result;
        } catch (InvocationTargetException thrown) {
            throw Objects.requireNonNullElse(thrown.getCause(), thrown);
        }
    }

    /** Each session that is open, with the lines that started it. */
    List<String> open() {
        origins.keySet().removeIf(SessionWatch::closed);
        return origins.values().stream()
                .map(origin -> "session, started" + origin)
                .toList();
    }

    /** A session has no question for that; a closed one refuses to tell of the server's. */
    private static boolean closed(ClientSession session) {
        try {
            session.getServerSession();
            return false;
        } catch (IllegalStateException refused) {
            return true;
        }
    }
}
