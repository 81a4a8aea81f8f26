package dev.meerkat.internal.model;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bson.BsonReader;
import org.bson.BsonType;
import org.bson.BsonWriter;
import org.bson.codecs.Codec;
import org.bson.codecs.DecoderContext;
import org.bson.codecs.EncoderContext;
import org.bson.codecs.RepresentationConfigurable;
import org.bson.codecs.configuration.CodecConfigurationException;
import org.bson.codecs.configuration.CodecRegistry;
import org.bson.codecs.pojo.annotations.BsonRepresentation;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for the driver's record codec where that cannot serve: it calls accessors and constructor as a stranger, so that a record must
 * be public, and stores a component {@code id} under that name. Everything else is as there: null is not written, unknown fields
 * are skipped, each component has the registry's codec. Thread safety: safe.
 */
final class RecordMapping<T> implements Codec<T> {
    private final Class<T> type;
    private final Members members;
    private final Component[] components;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final int id;

    /** A component and its codec. */
    private record Component(Property property, Codec<Object> codec, boolean primitive) {}

    RecordMapping(Class<T> type, boolean idByName, CodecRegistry registry) {
        this.type = type;
        this.members = RecordMembers.of(type, idByName);
        this.components = members.list().stream()
                .map(member -> component(member, registry))
                .toArray(Component[]::new);
        for (int at = 0; at < components.length; at++) {
            numbers.put(components[at].property.field(), at);
        }
        this.id = numbers.getOrDefault(Shape.ID, -1);
    }

    @SuppressWarnings("unchecked") // the codec of the component's own class
    private static Component component(Members.Member member, CodecRegistry registry) {
        Class<?> raw = member.property().type();
        Codec<?> codec = member.type() instanceof ParameterizedType generic
                ? registry.get(raw, List.<Type>of(generic.getActualTypeArguments()))
                : registry.get(raw);
        BsonRepresentation stored = member.annotated().stream()
                .map(each -> each.getAnnotation(BsonRepresentation.class))
                .filter(each -> each != null)
                .findFirst()
                .orElse(null);
        if (stored != null && codec instanceof RepresentationConfigurable<?> configurable) {
            codec = configurable.withRepresentation(stored.value());
        }
        boolean primitive = member.type() instanceof Class<?> plain && plain.isPrimitive();
        return new Component(member.property(), (Codec<Object>) codec, primitive);
    }

    @Override
    public void encode(BsonWriter writer, T value, EncoderContext context) {
        writer.writeStartDocument();
        if (id > 0) {
            write(writer, components[id], value, context);
        }
        for (int at = 0; at < components.length; at++) {
            if (id <= 0 || at != id) {
                write(writer, components[at], value, context);
            }
        }
        writer.writeEndDocument();
    }

    private static void write(BsonWriter writer, Component component, Object owner, EncoderContext context) {
        Object value = component.property.get(owner);
        if (value != null) {
            writer.writeName(component.property.field());
            context.encodeWithChildContext(component.codec, writer, value);
        }
    }

    @Override
    public T decode(BsonReader reader, DecoderContext context) {
        @Nullable Object[] values = new Object[components.length];
        int expected = 0;
        reader.readStartDocument();
        while (reader.readBsonType() != BsonType.END_OF_DOCUMENT) {
            String name = reader.readName();
            int at = numberOf(name, expected);
            if (at < 0) {
                reader.skipValue();
            } else if (reader.getCurrentBsonType() == BsonType.NULL) {
                reader.readNull();
            } else {
                values[at] = read(components[at], reader, context);
                expected = at + 1;
            }
        }
        reader.readEndDocument();
        return made(values);
    }

    /** Most documents have their fields in the order of the record. */
    private int numberOf(String name, int expected) {
        if (expected < components.length
                && components[expected].property.field().equals(name)) {
            return expected;
        }
        Integer number = numbers.get(name);
        return number == null ? -1 : number;
    }

    private Object read(Component component, BsonReader reader, DecoderContext context) {
        try {
            return context.decodeWithChildContext(component.codec, reader);
        } catch (RuntimeException unreadable) {
            throw new CodecConfigurationException(
                    "Unable to decode " + component.property.java() + " of record " + type.getName() + ": "
                            + unreadable.getMessage(),
                    unreadable);
        }
    }

    private T made(@Nullable Object[] values) {
        for (int at = 0; at < values.length; at++) {
            if (values[at] == null && components[at].primitive) {
                throw new CodecConfigurationException(
                        "Unable to make record " + type.getName() + ": the document has no "
                                + components[at].property.field() + ", and a primitive cannot be null");
            }
        }
        try {
            return type.cast(members.make(values));
        } catch (RuntimeException thrown) {
            throw new CodecConfigurationException(
                    "Unable to invoke the canonical constructor of record " + type.getName() + " with "
                            + Arrays.stream(components)
                                    .map(each -> each.property.field())
                                    .toList(),
                    thrown);
        }
    }

    @Override
    public Class<T> getEncoderClass() {
        return type;
    }
}
