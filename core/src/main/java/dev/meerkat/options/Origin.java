package dev.meerkat.options;

import java.util.Locale;

/** Where an option's value came from, strongest first. Source: contract §4. */
public enum Origin {
    /** Set in code. */
    CODE,
    /** A JVM system property. */
    SYSTEM_PROPERTY,
    /** An environment variable. */
    ENVIRONMENT,
    /** {@code meerkat.properties}, in the working directory or on the class path. */
    PROPERTIES_FILE,
    /** The connection string. */
    URI,
    /** A {@link Preset}. */
    PRESET,
    /** Meerkat's default. */
    DEFAULT;

    /** The origin in words, for example {@code system property}. */
    @Override
    public String toString() {
        return this == URI ? "URI" : name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
