package dev.meerkat.internal.model;

import dev.meerkat.model.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record or class that was read: its properties in order, and how to make it anew. Immutable.
 *
 * @param type the class
 * @param schema what its annotations say
 * @param properties its properties
 * @param members what it consists of; a class is written through its setters, a record made anew
 */
record Mapped(Class<?> type, Schema schema, List<Property> properties, Members members) {
    /** The object with these values, one for each property: a new record, or the same object with what differs set. */
    Object with(Object object, @Nullable Object[] values) {
        if (record()) {
            return members.make(values);
        }
        for (int at = 0; at < values.length; at++) {
            Property property = properties.get(at);
            if (property.setter() != null && values[at] != property.get(object)) {
                property.set(object, values[at]);
            }
        }
        return object;
    }

    /** Whether it is a record, which is made anew and never changed. */
    boolean record() {
        return members.constructor() != null;
    }

    /** All present values. */
    @Nullable
    Object[] values(Object object) {
        @Nullable Object[] values = new Object[properties.size()];
        for (int at = 0; at < values.length; at++) {
            values[at] = properties.get(at).get(object);
        }
        return values;
    }
}
