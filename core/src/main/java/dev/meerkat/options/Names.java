package dev.meerkat.options;

import java.util.Locale;

/** How configuration names things. Source: contract §4. */
public final class Names {
    /** The connection that is meant when none is named: {@code default}. */
    public static final String DEFAULT = "default";

    /** The default connection's URI, as environment variable and system property. */
    static final String MONGO_URI = "MONGO_URI";

    /** What properties of connections begin with. */
    static final String PREFIX = "meerkat.connections.";

    /** What environment variables of connections begin with. */
    static final String VARIABLE_PREFIX = "MEERKAT_CONNECTIONS_";

    /** The property with the application's name. */
    static final String APPLICATION = "meerkat.application";

    /** The environment variable with the application's name. */
    static final String VARIABLE_APPLICATION = "MEERKAT_APPLICATION";

    private Names() {}

    /** A connection's name as a part of an environment variable: upper case, {@code _} for {@code -}. Two names with one such form collide. */
    public static String variable(String connection) {
        return connection.replace('-', '_').toUpperCase(Locale.ROOT);
    }

    /** The environment variable of a connection's option. */
    static String variable(String connection, String option) {
        return VARIABLE_PREFIX + variable(connection) + "_" + option;
    }
}
