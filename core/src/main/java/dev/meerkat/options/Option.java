package dev.meerkat.options;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One option of the table. Compared by identity. */
final class Option<T> {
    private final String name;
    private final Class<T> type;
    private final Kind<T> kind;
    private final Set<String> aliases;
    private final Role role;
    private final @Nullable T fallback;

    Option(String name, Class<T> type, Kind<T> kind, @Nullable T fallback, Role role, String... aliases) {
        this.name = name;
        this.type = type;
        this.kind = kind;
        this.fallback = fallback;
        this.role = role;
        this.aliases = Set.of(aliases);
    }

    /** What an option is beside a value. */
    enum Role {
        /** Set by code, configuration or URI. */
        PLAIN,
        /** Never in a URI's query. */
        NOT_IN_URI,
        /** Only in code. */
        ONLY_IN_CODE,
        /** A part of another option: not explained, not compared. */
        PART,
        /** A part that is never shown nor in a URI's query. */
        SECRET_PART,
        /** A part that is never shown. */
        SECRET_PART_IN_URI
    }

    /** The name in camelCase. */
    String name() {
        return name;
    }

    Kind<T> kind() {
        return kind;
    }

    Set<String> aliases() {
        return aliases;
    }

    /** The default, null where there is none or it depends on other options. */
    @Nullable
    T fallback() {
        return fallback;
    }

    boolean part() {
        return role == Role.PART || secret();
    }

    boolean secret() {
        return role == Role.SECRET_PART || role == Role.SECRET_PART_IN_URI;
    }

    boolean onlyInCode() {
        return role == Role.ONLY_IN_CODE;
    }

    boolean inUri() {
        return role == Role.PLAIN || role == Role.PART || role == Role.SECRET_PART_IN_URI;
    }

    /** Whether values are durations, which may also be spelled with {@code MS} and a bare number. */
    boolean lasting() {
        return type == java.time.Duration.class;
    }

    T cast(Object value) {
        return type.cast(value);
    }

    /** The value as text, hidden if it is a secret. */
    String show(@Nullable Object value) {
        if (value == null) {
            return "none";
        }
        return secret() ? Hidden.TEXT : kind.writer().apply(type.cast(value));
    }

    /** {@code max-pool-size} for {@code maxPoolSize}. */
    static String kebab(String camel) {
        String parted = camel.replaceAll("([a-z0-9])([A-Z])", "$1-$2").replaceAll("([A-Z])([A-Z][a-z])", "$1-$2");
        return parted.toLowerCase(Locale.ROOT);
    }

    /** A constant as text. */
    static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return name;
    }
}
