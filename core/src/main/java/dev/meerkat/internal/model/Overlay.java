package dev.meerkat.internal.model;

import dev.meerkat.model.Field;
import dev.meerkat.model.Schema;
import dev.meerkat.model.SchemaBuilder;
import dev.meerkat.model.Timestamps;
import java.util.ArrayList;
import java.util.List;

/** A schema that says more about a class than its annotations do. */
final class Overlay {
    private Overlay() {}

    /** Rules of the second in place of the first's, types of the first; options and indexes of both, the second's first. */
    static Schema of(Class<?> type, Schema annotated, Schema beside) {
        SchemaBuilder merged = annotated.toBuilder();
        List<String> strangers = new ArrayList<>();
        for (Field field : beside.fields().values()) {
            Field known = annotated.fields().get(field.name());
            boolean kept = beside.timestamps()
                            .map(stamps -> isStamp(stamps, field.name()))
                            .orElse(false)
                    || beside.version().filter(field.name()::equals).isPresent();
            if (known != null) {
                merged.field(new Field(field.name(), known.type(), field.rules()));
            } else if (!kept) {
                strangers.add(field.name());
            }
        }
        if (!strangers.isEmpty()) {
            throw Unfit.refusal(type, "has no property for the schema's " + strangers, null);
        }
        merged.strict(beside.strict());
        beside.strictQuery().ifPresent(merged::strictQuery);
        beside.collection().ifPresent(merged::collection);
        beside.timestamps().ifPresent(merged::timestamps);
        beside.version().ifPresent(merged::version);
        beside.indexes().forEach(merged::index);
        beside.indexPolicy().ifPresent(merged::indexPolicy);
        return merged.build();
    }

    private static boolean isStamp(Timestamps stamps, String field) {
        return stamps.createdAt().equals(field) || stamps.updatedAt().equals(field);
    }

    /** What a model writes by itself must have a place in the class. */
    static void checkKept(Mapped mapped, Schema schema) {
        List<String> kept = new ArrayList<>();
        schema.timestamps().ifPresent(stamps -> {
            kept.add(stamps.createdAt());
            kept.add(stamps.updatedAt());
        });
        schema.version().ifPresent(kept::add);
        schema.fields().values().stream()
                .filter(field -> field.rules().defaultValue() != null)
                .forEach(field -> kept.add(field.name()));
        for (String field : kept) {
            Property property = mapped.properties().stream()
                    .filter(each -> each.field().equals(field))
                    .findFirst()
                    .orElseThrow(() -> Unfit.refusal(mapped.type(), "has no property for " + field, null));
            if (!mapped.record() && property.setter() == null) {
                throw Unfit.refusal(mapped.type(), "has no setter for " + field + ", which the model fills in", null);
            }
        }
    }
}
