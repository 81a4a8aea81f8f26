package dev.meerkat.internal.model;

import dev.meerkat.model.Schema;
import java.util.Map;
import java.util.function.Predicate;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * What a model is made from. Immutable; two that are equal make the same model.
 *
 * @param type the class of its documents
 * @param schema what is known of them: a class's own annotations, and what was said beside them
 * @param mapped the class as it was read; null for dynamic documents
 * @param classes the nested classes that were read with it
 */
record Definition<T>(
        Class<T> type,
        Schema schema,
        @Nullable Mapped mapped,
        @Nullable ClassReader classes) {
    /** Reads a class; {@code beside} adds to what its annotations say, or is null. */
    static <T> Definition<T> of(Class<T> type, @Nullable Schema beside) {
        if (type == Document.class) {
            return new Definition<>(type, beside == null ? Schema.open() : beside, null, null);
        } else if (Map.class.isAssignableFrom(type)) {
            throw Unfit.refusal(type, "is a map; dynamic documents are org.bson.Document", null);
        }
        ClassReader classes = new ClassReader();
        Mapped mapped = classes.read(type);
        Schema schema = beside == null ? mapped.schema() : Overlay.of(type, mapped.schema(), beside);
        Overlay.checkKept(mapped, schema);
        return new Definition<>(type, schema, mapped, classes);
    }

    @SuppressWarnings("unchecked") // dynamic documents are Document
    Preparation<T> preparation(Shape shape, Clock clock, DocumentPreparation documents) {
        if (mapped == null || classes == null) {
            boolean nothing = shape.saysNothing() && schema.timestamps().isEmpty();
            return (Preparation<T>) (nothing ? Preparation.open() : documents);
        }
        Predicate<String> secret = java -> mapped.properties().stream()
                .filter(property -> property.java().equals(java))
                .map(property -> shape.field(property.field()))
                .anyMatch(node -> node != null && node.secret);
        return new ObjectPreparation<>(
                type, new ObjectShape(mapped, shape, classes), clock, BeanValidation.of(type, secret));
    }
}
