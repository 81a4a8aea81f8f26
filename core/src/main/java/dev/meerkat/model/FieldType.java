package dev.meerkat.model;

import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/** What kind of value a field has. Immutable. Source: contract I2. */
public sealed interface FieldType {
    /** The type in a word or two, as errors tell it. */
    String text();

    /**
     * The type of fields of a Java class that is one value, or any list, map or thing; null for another class, which is a nested document.
     */
    static @Nullable FieldType ofClass(Class<?> type) {
        return ScalarTypes.fieldType(type);
    }

    /**
     * One value: text, a number, a date, an id, a truth, bytes, an enum constant.
     *
     * @param type the Java class; a primitive one has no null, so that such a field is required
     */
    record Scalar(Class<?> type) implements FieldType {
        /** The class of the values, which is never primitive. */
        public Class<?> boxed() {
            return MethodType.methodType(type).wrap().returnType();
        }

        @Override
        public String text() {
            return type == byte[].class ? "bytes" : boxed().getSimpleName();
        }
    }

    /**
     * A document within the document.
     *
     * @param schema its own schema
     */
    record Nested(Schema schema) implements FieldType {
        @Override
        public String text() {
            return "document";
        }
    }

    /**
     * An array.
     *
     * @param element what kind each element is
     * @param each rules for each element
     */
    record ListOf(FieldType element, Rules each) implements FieldType {
        @Override
        public String text() {
            return "list of " + element.text();
        }
    }

    /**
     * A document whose keys are data.
     *
     * @param values what kind each value is
     */
    record MapOf(FieldType values) implements FieldType {
        @Override
        public String text() {
            return "map of " + values.text();
        }
    }

    /** Anything: Mongoose's {@code Mixed}. The model neither casts nor checks it. */
    record Any() implements FieldType {
        @Override
        public String text() {
            return "anything";
        }
    }
}
