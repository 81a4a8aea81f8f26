package dev.meerkat.model;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Collects the {@link Rules} of a field. Thread safety: none. Source: contract I2.
 *
 * @param <V> the field's Java type
 */
public final class FieldBuilder<V> {
    private boolean required;
    private boolean immutable;
    private boolean secret;
    private boolean indexed;
    private boolean unique;
    private @Nullable Object min;
    private @Nullable Object max;
    private @Nullable Integer minLength;
    private @Nullable Integer maxLength;
    private List<Object> oneOf = List.of();
    private @Nullable String pattern;
    private final List<Check> checks = new ArrayList<>();
    private @Nullable DefaultValue defaultValue;

    FieldBuilder() {}

    /** Refuses null and absence. */
    public FieldBuilder<V> required() {
        required = true;
        return this;
    }

    /**
     * Keeps the value it was inserted with: updates and replacements that would change it are refused. Within the documents of a list or a map
     * only updates of its own path are.
     */
    public FieldBuilder<V> immutable() {
        immutable = true;
        return this;
    }

    /** Hides its value in errors and logs. */
    public FieldBuilder<V> secret() {
        secret = true;
        return this;
    }

    /** Lowest number or date. */
    public FieldBuilder<V> min(V lowest) {
        min = lowest;
        return this;
    }

    /** Highest number or date. */
    public FieldBuilder<V> max(V highest) {
        max = highest;
        return this;
    }

    /** Least number of characters, or of elements of a list. */
    public FieldBuilder<V> minLength(int least) {
        minLength = least;
        return this;
    }

    /** Greatest number of characters, or of elements of a list. */
    public FieldBuilder<V> maxLength(int most) {
        maxLength = most;
        return this;
    }

    /** The only values allowed. */
    @SafeVarargs
    public final FieldBuilder<V> oneOf(V... values) {
        List<Object> allowed = new ArrayList<>();
        for (V value : values) {
            allowed.add(value);
        }
        oneOf = allowed;
        return this;
    }

    /** A regular expression that must be found in the text; anchor it with {@code ^} and {@code $} to match all of it. */
    public FieldBuilder<V> pattern(String regularExpression) {
        pattern = Pattern.compile(regularExpression).pattern();
        return this;
    }

    /** A rule of the application's own; it is not asked about null. */
    @SuppressWarnings("unchecked") // the type rule stands before it
    public FieldBuilder<V> check(String rule, Predicate<? super V> test, String message) {
        checks.add(new Check(rule, (Predicate<Object>) test, message));
        return this;
    }

    /** What an insert fills in when there is no value. */
    public FieldBuilder<V> defaultValue(V value) {
        defaultValue = new DefaultValue(value, null);
        return this;
    }

    /** As {@link #defaultValue}, made anew for each document. */
    public FieldBuilder<V> defaultFrom(Supplier<? extends V> supplier) {
        defaultValue = new DefaultValue(null, supplier);
        return this;
    }

    /** Adds an ascending index on this field. */
    public FieldBuilder<V> index() {
        indexed = true;
        return this;
    }

    /** Adds a unique ascending index on this field. */
    public FieldBuilder<V> unique() {
        unique = true;
        return index();
    }

    boolean indexed() {
        return indexed;
    }

    boolean isUnique() {
        return unique;
    }

    Rules build() {
        return new Rules(
                required, immutable, secret, min, max, minLength, maxLength, oneOf, pattern, checks, defaultValue);
    }
}
