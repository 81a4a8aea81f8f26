package dev.meerkat.internal.jfr;

import dev.meerkat.event.ConnectionEvent;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import jdk.jfr.AnnotationElement;
import jdk.jfr.Timespan;
import jdk.jfr.ValueDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * One field of a twin. Whole numbers stay numbers, durations become nanoseconds, everything else text; of a throwable its class alone, whose
 * message may quote anything.
 *
 * @param descriptor how the flight recorder knows it
 * @param value reads it from the event
 */
record TwinField(ValueDescriptor descriptor, Function<ConnectionEvent, @Nullable Object> value) {
    static TwinField text(String name, Function<ConnectionEvent, String> value) {
        return new TwinField(new ValueDescriptor(String.class, name), value::apply);
    }

    static TwinField number(String name, ToLongFunction<ConnectionEvent> value) {
        return new TwinField(new ValueDescriptor(long.class, name), value::applyAsLong);
    }

    static TwinField of(RecordComponent component) {
        Method accessor = component.getAccessor();
        String name = component.getName();
        Class<?> type = component.getType();
        if (type == long.class || type == int.class) {
            return number(name, event -> ((Number) read(accessor, event)).longValue());
        }
        if (type == Duration.class) {
            ValueDescriptor span = new ValueDescriptor(
                    long.class, name, List.of(new AnnotationElement(Timespan.class, Timespan.NANOSECONDS)));
            return new TwinField(span, event -> ((Duration) read(accessor, event)).toNanos());
        }
        return text(name, event -> words(read(accessor, event)));
    }

    /** Components of public records are public, so reading one cannot fail. */
    private static Object read(Method accessor, ConnectionEvent event) {
        try {
            Object value = accessor.invoke(event);
            return value == null ? "" : value;
        } catch (IllegalAccessException | InvocationTargetException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String words(Object value) {
        if (value instanceof Optional<?> perhaps) {
            return perhaps.map(TwinField::words).orElse("");
        }
        return value instanceof Throwable failure ? failure.getClass().getName() : String.valueOf(value);
    }
}
