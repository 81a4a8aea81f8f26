package dev.meerkat.internal.model;

import dev.meerkat.model.DefaultValue;
import dev.meerkat.model.Field;
import dev.meerkat.model.FieldType;
import dev.meerkat.model.Rules;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A field, an element of a list or a value of a map, compiled. Immutable. */
final class Node {
    /** Anything, without rules: what lies below an untyped field. */
    static final Node ANY = new Node(new Field("", new FieldType.Any(), Rules.NONE), false);

    final String name;
    final FieldType type;
    final Rules rules;
    final boolean secret;

    /** What checks the value, if anything does. */
    final @Nullable Checks checks;

    /** The kind of a single value. */
    final @Nullable Kind kind;

    /** Whether a value of that kind is one of the declared class too; null where every one is. */
    final @Nullable Predicate<Object> narrow;

    /** Whether a document must have it: by rule, or because its class has no null. */
    final boolean required;

    /** Whether it, or something below it that a path without numbers leads to, never changes. */
    final boolean keeps;

    /** The nested document. */
    final @Nullable Shape shape;

    /** Each element of a list, or each value of a map. */
    final @Nullable Node element;

    /** Whether a value could break a rule here or below, null and types aside. */
    final boolean restricts;

    Node(Field field, boolean withinSecret) {
        this.name = field.name();
        this.type = field.type();
        this.rules = field.rules();
        this.secret = withinSecret || rules.secret();
        this.checks = Checks.of(rules, type, secret);
        FieldType.Scalar scalar = type instanceof FieldType.Scalar one ? one : null;
        this.kind = scalar == null ? null : Kind.of(scalar.boxed());
        this.narrow = scalar == null ? null : Narrow.of(scalar.boxed());
        this.required = rules.required() || scalar != null && scalar.type().isPrimitive();
        this.shape = type instanceof FieldType.Nested nested ? new Shape(nested.schema(), secret) : null;
        this.element = elementOf(type, secret);
        this.keeps = rules.immutable() || shape != null && !shape.kept.isEmpty();
        this.restricts = checks != null
                || shape != null && shape.restricts
                || element != null && (element.restricts || element.rules.required());
    }

    private static @Nullable Node elementOf(FieldType type, boolean secret) {
        if (type instanceof FieldType.ListOf list) {
            return new Node(new Field("", list.element(), list.each()), secret);
        }
        return type instanceof FieldType.MapOf map ? new Node(new Field("", map.values(), Rules.NONE), secret) : null;
    }

    static Node require(@Nullable Node node) {
        return Objects.requireNonNull(node);
    }

    boolean any() {
        return type instanceof FieldType.Any;
    }

    boolean list() {
        return type instanceof FieldType.ListOf;
    }

    boolean map() {
        return type instanceof FieldType.MapOf;
    }

    /** What an insert fills in for null; null if nothing, or if making it threw, which is told. */
    @Nullable
    Object fallback(Place place, Violations found) {
        DefaultValue fallback = rules.defaultValue();
        try {
            return fallback == null ? null : fallback.get();
        } catch (RuntimeException thrown) {
            found.threw(place.path(name), secret, "default", thrown);
            return null;
        }
    }

    /** What errors say that is expected. */
    String expected() {
        return type instanceof FieldType.Scalar scalar && scalar.type().isEnum()
                ? "one of " + Narrow.names(scalar.type())
                : type.text();
    }
}
