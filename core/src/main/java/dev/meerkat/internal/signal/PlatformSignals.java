package dev.meerkat.internal.signal;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.IntConsumer;

/**
 * The JVM's signals through {@code sun.misc.Signal}, by reflection, because not every platform has it and the compiler warns of it.
 *
 * <p>Source: contract C4.
 */
final class PlatformSignals {
    private PlatformSignals() {}

    /**
     * Handles {@code signal} ({@code INT}, {@code TERM}) with {@code handler}, which gets the signal's number; a signal that is ignored is
     * left alone.
     *
     * @return whether the handler is in place
     * @throws ReflectiveOperationException where the platform has no such class
     * @throws IllegalArgumentException where the JVM does not permit it, as with {@code -Xrs}
     */
    static boolean handle(String signal, IntConsumer handler) throws ReflectiveOperationException {
        Class<?> signals = Class.forName("sun.misc.Signal");
        Class<?> handlers = Class.forName("sun.misc.SignalHandler");
        Object number = signals.getConstructor(String.class).newInstance(signal);
        Method numberOf = signals.getMethod("getNumber");
        Object ours = Proxy.newProxyInstance(
                handlers.getClassLoader(), new Class<?>[] {handlers}, (proxy, method, arguments) -> {
                    if (method.getName().equals("handle")) {
                        handler.accept((int) numberOf.invoke(arguments[0]));
                        return null;
                    }
                    return objectMethod(proxy, method, arguments);
                });
        Method handle = signals.getMethod("handle", signals, handlers);
        Object before = invoke(handle, number, ours);
        if (before != null && before.equals(handlers.getField("SIG_IGN").get(null))) {
            invoke(handle, number, before);
            return false;
        }
        return true;
    }

    private static Object invoke(Method handle, Object signal, Object handler) throws ReflectiveOperationException {
        try {
            return handle.invoke(null, signal, handler);
        } catch (java.lang.reflect.InvocationTargetException refused) {
            throw new IllegalArgumentException(refused.getCause());
        }
    }

    private static Object objectMethod(Object proxy, Method method, Object[] arguments) {
        return switch (method.getName()) {
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> "meerkat signal handler";
        };
    }
}
