package dev.meerkat.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a field's value must be, and how the model treats it. Immutable. Source: contract I2.
 *
 * @param required whether null and absence are refused
 * @param immutable whether it keeps the value it was inserted with
 * @param secret whether errors and logs hide its value
 * @param min lowest value: a number or a date; null means none
 * @param max highest value: a number or a date; null means none
 * @param minLength least number of characters or elements; null means none
 * @param maxLength greatest number of characters or elements; null means none
 * @param oneOf all values allowed; empty means any
 * @param pattern regular expression that must be found in the text; null means none
 * @param checks rules of the application's own
 * @param defaultValue what an insert fills in; null means nothing
 */
public record Rules(
        boolean required,
        boolean immutable,
        boolean secret,
        @Nullable Object min,
        @Nullable Object max,
        @Nullable Integer minLength,
        @Nullable Integer maxLength,
        List<Object> oneOf,
        @Nullable String pattern,
        List<Check> checks,
        @Nullable DefaultValue defaultValue) {
    /** No rules. */
    public static final Rules NONE =
            new Rules(false, false, false, null, null, null, null, List.of(), null, List.of(), null);

    /** Copies the lists. */
    public Rules {
        oneOf = List.copyOf(oneOf);
        checks = List.copyOf(checks);
    }

    /** Whether some values are refused, null aside. */
    public boolean restrictsValues() {
        return min != null
                || max != null
                || minLength != null
                || maxLength != null
                || pattern != null
                || !oneOf.isEmpty()
                || !checks.isEmpty();
    }
}
