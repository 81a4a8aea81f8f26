package dev.meerkat.internal.model;

import com.mongodb.client.MongoCollection;
import dev.meerkat.options.ConnectionOptions;
import org.bson.codecs.configuration.CodecRegistry;

/**
 * What follows from a connection's present options. Immutable.
 *
 * @param options the options it was made from
 * @param collection the managed collection of the model's class
 * @param all its codecs
 * @param marking the codecs that filters are rendered with
 * @param markingUpdates the codecs that updates are rendered with
 */
record Bound<T>(
        ConnectionOptions options,
        MongoCollection<T> collection,
        CodecRegistry all,
        DataCodecs marking,
        DataCodecs markingUpdates) {}
