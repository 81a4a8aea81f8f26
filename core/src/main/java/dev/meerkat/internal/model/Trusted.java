package dev.meerkat.internal.model;

import org.bson.BsonDocument;
import org.bson.codecs.configuration.CodecRegistry;
import org.bson.conversions.Bson;

/**
 * A filter whose operators count as built in code, wherever it stands.
 *
 * @param filter the filter
 */
public record Trusted(Bson filter) implements Bson {
    @Override
    public <D> BsonDocument toBsonDocument(Class<D> documentClass, CodecRegistry registry) {
        return filter.toBsonDocument(
                documentClass, registry instanceof DataCodecs marking ? marking.unmarked() : registry);
    }
}
