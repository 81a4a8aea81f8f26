package dev.meerkat.internal.model;

import java.lang.reflect.Type;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonNull;
import org.bson.BsonReader;
import org.bson.BsonRegularExpression;
import org.bson.BsonValue;
import org.bson.BsonWriter;
import org.bson.codecs.BsonArrayCodec;
import org.bson.codecs.BsonDocumentCodec;
import org.bson.codecs.Codec;
import org.bson.codecs.DecoderContext;
import org.bson.codecs.EncoderContext;
import org.bson.codecs.configuration.CodecRegistry;
import org.bson.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * The registry that filters are rendered with. The driver's builders ask it for the codec of each value they are given, and for none when
 * they write an operator themselves; so whatever comes as a map, a document or a list with maps is data, and operators in it are marked.
 *
 * <p>Thread safety: safe. Source: contract §4, {@code sanitizeFilter}.
 */
final class DataCodecs implements CodecRegistry {
    private static final BsonDocumentCodec DOCUMENTS = new BsonDocumentCodec();
    private static final BsonArrayCodec ARRAYS = new BsonArrayCodec();

    private final CodecRegistry all;
    private final boolean update;

    private DataCodecs(CodecRegistry all, boolean update) {
        this.all = all;
        this.update = update;
    }

    static DataCodecs forFilters(CodecRegistry all) {
        return new DataCodecs(all, false);
    }

    /** For updates, whose builders hand over a filter that is rendered already as if it were a value. */
    static DataCodecs forUpdates(CodecRegistry all) {
        return new DataCodecs(all, true);
    }

    /** The registry itself, which marks nothing. */
    CodecRegistry unmarked() {
        return all;
    }

    /** Whether values of that class may hold operators as data. */
    static boolean isData(Class<?> type) {
        return Map.class.isAssignableFrom(type)
                || Collection.class.isAssignableFrom(type)
                || type == JsonObject.class
                || type == BsonRegularExpression.class;
    }

    @Override
    public <T> Codec<T> get(Class<T> type) {
        return isData(type) && !(update && type == BsonDocument.class) ? new Data<>(type) : all.get(type);
    }

    @Override
    public <T> Codec<T> get(Class<T> type, List<Type> typeArguments) {
        return all.get(type, typeArguments);
    }

    @Override
    public <T> @Nullable Codec<T> get(Class<T> type, CodecRegistry registry) {
        return all.get(type, registry);
    }

    /** A filter that is data itself, with the operators in its values marked; those at its own top are a filter's. */
    BsonDocument filter(Map<?, ?> data) {
        return plain(data);
    }

    private BsonValue value(@Nullable Object value) {
        if (value == null) {
            return BsonNull.VALUE;
        } else if (value instanceof JsonObject json) {
            return value(BsonDocument.parse(json.getJson()));
        } else if (value instanceof BsonRegularExpression pattern) {
            return Marks.mark(pattern); // from JSON; who writes code has Filters.regex and Pattern
        } else if (value instanceof BsonDocument known && Marks.marked(known) != null) {
            return known; // the builders write a document in two steps, and ask for a codec in each
        } else if (value instanceof Map<?, ?> map) {
            BsonDocument document = plain(map);
            return Marks.hasOperators(document) ? Marks.mark(document) : document;
        } else if (value instanceof Collection<?> list) {
            BsonArray array = new BsonArray();
            list.forEach(element -> array.add(value(element)));
            return array;
        }
        return Values.encode(value, all);
    }

    private BsonDocument plain(Map<?, ?> map) {
        BsonDocument document = new BsonDocument(map.size());
        map.forEach((key, value) -> document.append(String.valueOf(key), value(value)));
        return document;
    }

    /** Writes data, marked. */
    private final class Data<T> implements Codec<T> {
        private final Class<T> type;

        Data(Class<T> type) {
            this.type = type;
        }

        @Override
        public void encode(BsonWriter writer, T data, EncoderContext context) {
            BsonValue value = value(data);
            if (value instanceof BsonDocument document) {
                DOCUMENTS.encode(writer, document, context);
            } else {
                ARRAYS.encode(writer, value.asArray(), context);
            }
        }

        @Override
        public T decode(BsonReader reader, DecoderContext context) {
            return all.get(type).decode(reader, context);
        }

        @Override
        public Class<T> getEncoderClass() {
            return type;
        }
    }
}
