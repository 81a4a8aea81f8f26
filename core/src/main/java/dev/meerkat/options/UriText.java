package dev.meerkat.options;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a connection string, as typed where not said otherwise.
 *
 * @param srv whether hosts come from DNS
 * @param user decoded
 * @param password decoded
 * @param database decoded
 * @param rawDatabase the path
 */
record UriText(
        boolean srv,
        @Nullable String user,
        @Nullable String password,
        List<String> hosts,
        @Nullable String database,
        String rawDatabase,
        List<Pair> query) {
    static final String PLAIN = "mongodb://";
    static final String SRV = "mongodb+srv://";

    /**
     * One option of the query.
     *
     * @param name as typed
     * @param key in lower case
     * @param raw the value as typed
     * @param value decoded
     */
    record Pair(String name, String key, String raw, String value) {}

    String scheme() {
        return srv ? SRV : PLAIN;
    }

    /** The values of a key, which is in lower case. */
    List<String> values(String key) {
        return query.stream()
                .filter(pair -> pair.key().equals(key))
                .map(Pair::value)
                .toList();
    }

    /** The only value of a key, null if there is none. */
    @Nullable
    String value(String key) {
        List<String> values = values(key);
        return values.isEmpty() ? null : values.get(0);
    }

    boolean has(String key) {
        return value(key) != null;
    }

    /** Whether the key's value is one of the driver's words for true. */
    boolean yes(String key) {
        String value = value(key);
        return value != null && DriverUriOption.TRUE.contains(value.toLowerCase(Locale.ROOT));
    }
}
