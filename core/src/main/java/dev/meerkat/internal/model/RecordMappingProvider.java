package dev.meerkat.internal.model;

import java.lang.reflect.Modifier;
import org.bson.codecs.Codec;
import org.bson.codecs.configuration.CodecProvider;
import org.bson.codecs.configuration.CodecRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Puts {@link RecordMapping} in the place of the driver's record codec for records that are not public, and for the one whose component
 * {@code id} is the id by its name. Codecs of the application's own are left alone.
 *
 * @param own the codecs of the connection
 * @param idByName the record with such a component, or null
 */
record RecordMappingProvider(CodecRegistry own, @Nullable Class<?> idByName) implements CodecProvider {
    private static final String DRIVERS = "org.bson.codecs.record.RecordCodec";

    @Override
    public <T> @Nullable Codec<T> get(Class<T> type, CodecRegistry registry) {
        boolean needed = type.isRecord() && (type == idByName || !Modifier.isPublic(type.getModifiers()));
        if (!needed || type.getTypeParameters().length > 0) {
            return null;
        }
        Codec<T> present = own.get(type, registry);
        return present != null && present.getClass().getName().equals(DRIVERS)
                ? new RecordMapping<>(type, type == idByName, registry)
                : present;
    }
}
