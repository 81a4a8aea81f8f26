package dev.meerkat.internal.model;

import dev.meerkat.model.Check;
import dev.meerkat.model.FieldType;
import dev.meerkat.model.Rules;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The rules for one field's value, compiled. Null is nobody's business here. Immutable. Source: contract I2. */
final class Checks {
    private final Rules rules;
    private final boolean secret;
    private final @Nullable Bound min;
    private final @Nullable Bound max;
    private final int minLength;
    private final int maxLength;
    private final boolean sized;
    private final @Nullable Pattern pattern;
    private final Set<Object> oneOf;
    private final List<Check> own;
    private final Declared declared;

    private Checks(Rules rules, FieldType type, boolean secret) {
        this.rules = rules;
        this.secret = secret;
        this.min = rules.min() == null ? null : Bound.of(rules.min());
        this.max = rules.max() == null ? null : Bound.of(rules.max());
        this.minLength = rules.minLength() == null ? 0 : rules.minLength();
        this.maxLength = rules.maxLength() == null ? Integer.MAX_VALUE : rules.maxLength();
        this.sized = rules.minLength() != null || rules.maxLength() != null;
        this.pattern = rules.pattern() == null ? null : Pattern.compile(rules.pattern());
        this.own = rules.checks();
        this.declared = Declared.of(type);
        this.oneOf = new HashSet<>();
        rules.oneOf().forEach(allowed -> oneOf.add(declared.comparable(allowed)));
    }

    /** The checks, or null if every value is allowed. */
    static @Nullable Checks of(Rules rules, FieldType type, boolean secret) {
        return rules.restrictsValues() ? new Checks(rules, type, secret) : null;
    }

    void apply(Object value, Place place, String name, Violations found) {
        if (min != null && min.compare(value) > 0) {
            tell(found, place, name, value, "min", "must be at least " + rules.min());
        }
        if (max != null && max.compare(value) < 0) {
            tell(found, place, name, value, "max", "must be at most " + rules.max());
        }
        if (sized) {
            size(value, place, name, found);
        }
        if (pattern != null
                && !(value instanceof CharSequence text && pattern.matcher(text).find())) {
            tell(found, place, name, value, "pattern", "must match " + rules.pattern());
        }
        if (!oneOf.isEmpty() && !oneOf.contains(declared.comparable(value))) {
            tell(found, place, name, value, "oneOf", "must be one of " + rules.oneOf());
        }
        if (!own.isEmpty()) {
            own(declared.value(value), place, name, found);
        }
    }

    private void size(Object value, Place place, String name, Violations found) {
        int size = value instanceof CharSequence text
                ? text.length()
                : value instanceof Collection<?> list ? list.size() : value instanceof Map<?, ?> map ? map.size() : 0;
        if (size < minLength) {
            tell(found, place, name, value, "minLength", "must have at least " + minLength);
        }
        if (size > maxLength) {
            tell(found, place, name, value, "maxLength", "must have at most " + maxLength);
        }
    }

    private void own(Object value, Place place, String name, Violations found) {
        for (Check check : own) {
            try {
                if (!check.test().test(value)) {
                    tell(found, place, name, value, check.rule(), check.message());
                }
            } catch (RuntimeException thrown) {
                found.threw(place.path(name), secret, check.rule(), thrown);
            }
        }
    }

    private void tell(Violations found, Place place, String name, Object value, String rule, String message) {
        found.add(place.path(name), value, secret, rule, message);
    }

    /** A limit that compares with any number, or with any date. */
    private record Bound(
            @Nullable Long whole, double number, @Nullable BigDecimal exact) {
        static Bound of(Object limit) {
            Long millis = Values.millis(limit);
            if (millis != null) {
                return new Bound(millis, millis, BigDecimal.valueOf(millis));
            }
            BigDecimal exact = Values.exact(limit);
            double number = ((Number) limit).doubleValue();
            return new Bound(wholeOf(exact), number, exact);
        }

        private static @Nullable Long wholeOf(@Nullable BigDecimal exact) {
            try {
                return exact == null ? null : exact.longValueExact();
            } catch (ArithmeticException fraction) {
                return null;
            }
        }

        /** As {@code limit.compareTo(value)}; 0 for what cannot be compared: the type rule tells that. */
        int compare(Object value) {
            if (whole != null && (value instanceof Integer || value instanceof Long)) {
                return Long.compare(whole, ((Number) value).longValue());
            }
            if (value instanceof Double || value instanceof Float) {
                return Double.compare(number, ((Number) value).doubleValue());
            }
            Long millis = Values.millis(value);
            if (millis != null) {
                return whole == null ? 0 : Long.compare(whole, millis);
            }
            BigDecimal other = Values.exact(value);
            return other == null || exact == null ? 0 : exact.compareTo(other);
        }
    }
}
