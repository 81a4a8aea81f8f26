package dev.meerkat.internal.model;

import java.lang.reflect.Type;
import java.util.List;
import org.bson.codecs.Codec;
import org.bson.codecs.configuration.CodecProvider;
import org.bson.codecs.configuration.CodecRegistry;
import org.bson.codecs.pojo.PojoCodecProvider;
import org.jspecify.annotations.Nullable;

/** The driver's codecs for classes with properties, except those of the JDK: it would store a {@code URI} in pieces that it cannot put together again. */
final class BeanCodecs implements CodecProvider {
    private final CodecProvider drivers =
            PojoCodecProvider.builder().automatic(true).build();

    /** Whether the class comes with the JDK or the driver, so that its properties are no fields of a document. */
    static boolean isLibrary(Class<?> type) {
        String name = type.getName();
        return name.startsWith("java.")
                || name.startsWith("javax.")
                || name.startsWith("org.bson.")
                || name.startsWith("com.mongodb.");
    }

    @Override
    public <T> @Nullable Codec<T> get(Class<T> type, CodecRegistry registry) {
        return isLibrary(type) ? null : drivers.get(type, registry);
    }

    @Override
    public <T> @Nullable Codec<T> get(Class<T> type, List<Type> arguments, CodecRegistry registry) {
        return isLibrary(type) ? null : drivers.get(type, arguments, registry);
    }
}
