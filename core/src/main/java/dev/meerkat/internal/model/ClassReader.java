package dev.meerkat.internal.model;

import dev.meerkat.model.Field;
import dev.meerkat.model.FieldType;
import dev.meerkat.model.Schema;
import dev.meerkat.model.SchemaBuilder;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads records and classes into schemas and properties, nested ones too; each once. A class that is reached from itself is read as
 * {@code Any} there. Thread safety: none; one for each model.
 */
final class ClassReader {
    private final Map<Class<?>, Mapped> read = new LinkedHashMap<>();
    private final List<Class<?>> reading = new ArrayList<>();
    private final TypeReader types = new TypeReader(this::nested);

    /** Reads a model's class; throws one error that names what is wrong with it. */
    Mapped read(Class<?> type) {
        Unfit.check(type);
        return Unfit.explaining(type, () -> mapped(type));
    }

    /** What was read of a nested class; null for a class that was not. */
    @Nullable
    Mapped known(Class<?> type) {
        return read.get(type);
    }

    private Mapped mapped(Class<?> type) {
        Mapped known = read.get(type);
        if (known != null) {
            return known;
        }
        reading.add(type);
        Members members = type.isRecord() ? RecordMembers.of(type, reading.size() == 1) : BeanMembers.of(type);
        SchemaBuilder schema = Schema.builder();
        List<Property> properties = new ArrayList<>();
        for (Members.Member member : members.list()) {
            FieldType fieldType = types.of(member.type(), member.annotated());
            RuleReader rules = new RuleReader(member.property().field(), member.annotated(), fieldType);
            schema.field(new Field(member.property().field(), rules.type(), rules.rules()));
            rules.indexes().forEach(schema::index);
            properties.add(member.property());
            if (rules.isVersion()) {
                schema.version(member.property().field());
            }
        }
        TypeAnnotations.read(type, schema);
        reading.remove(type);
        Mapped mapped = new Mapped(type, schema.build(), List.copyOf(properties), members);
        read.put(type, mapped);
        return mapped;
    }

    /** The type of a field whose class is none of the single values. */
    private FieldType nested(Class<?> type) {
        boolean readable = type.isRecord() || isBean(type);
        return readable && !reading.contains(type)
                ? new FieldType.Nested(mapped(type).schema())
                : new FieldType.Any();
    }

    /** Whether the driver would map that class by its properties. */
    private static boolean isBean(Class<?> type) {
        return !BeanCodecs.isLibrary(type)
                && !type.isInterface()
                && !type.isArray()
                && !type.isPrimitive()
                && !Modifier.isAbstract(type.getModifiers())
                && BeanMembers.hasConstructor(type);
    }
}
