package dev.meerkat.model;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a field gets on insert when it has no value: always the same, or made anew each time.
 *
 * @param constant the value, if it is always the same
 * @param supplier makes the value otherwise
 */
public record DefaultValue(
        @Nullable Object constant, @Nullable Supplier<?> supplier) {
    /** The value for one document. */
    public @Nullable Object get() {
        return supplier == null ? constant : supplier.get();
    }
}
