package dev.meerkat.examples.api;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/** JSON, taken at its word: what is unknown, there twice, or of another type is an error. Thread safety: safe. */
final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .build();

    private Json() {}

    /**
     * Null for the text {@code null}.
     *
     * @throws tools.jackson.core.JacksonException when the text is no JSON, or none of that type
     */
    static <T> @Nullable T read(byte[] text, Class<T> type) {
        return MAPPER.readValue(text, type);
    }

    static byte[] write(Object value) {
        return MAPPER.writeValueAsBytes(value);
    }
}
