package dev.meerkat.internal.model;

import org.bson.codecs.configuration.CodecRegistry;

/** The codecs in force, which the connection's options may change. Thread safety: safe. */
interface Registries {
    /** The codecs that the model's collection uses. */
    CodecRegistry all();
}
