package dev.meerkat.cli.run;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The JVM's signals through {@code sun.misc.Signal}, by reflection, because the compiler cannot be told to accept it.
 *
 * <p>The commands do not use the connection registry's own handler: they have a last line to print and an exit code to decide after the
 * drain.
 */
final class PlatformSignals {
    private static final Logger LOG = LoggerFactory.getLogger(PlatformSignals.class);

    private PlatformSignals() {}

    /** Handles {@code signal} ({@code INT}, {@code TERM}) with {@code handler}; a signal that the JVM was started to ignore stays ignored. */
    static void handle(String signal, IntConsumer handler) {
        try {
            Class<?> signals = Class.forName("sun.misc.Signal");
            Class<?> handlers = Class.forName("sun.misc.SignalHandler");
            Method number = signals.getMethod("getNumber");
            Object ours = Proxy.newProxyInstance(
                    handlers.getClassLoader(), new Class<?>[] {handlers}, (proxy, method, arguments) -> {
                        if (!method.getName().equals("handle")) {
                            return objectMethod(proxy, method, arguments);
                        }
                        handler.accept((int) number.invoke(arguments[0]));
                        return null;
                    });
            signals.getMethod("handle", signals, handlers)
                    .invoke(null, signals.getConstructor(String.class).newInstance(signal), ours);
        } catch (ReflectiveOperationException refused) {
            LOG.warn("SIG{} cannot be handled here: it ends the command without a drain", signal);
        }
    }

    private static Object objectMethod(Object proxy, Method method, Object[] arguments) {
        return switch (method.getName()) {
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> "signal handler of the command line";
        };
    }
}
