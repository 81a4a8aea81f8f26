package dev.meerkat.options;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Options of a connection string that Node's driver or Mongoose take and that have nothing to set here. They are taken out with a warning, so
 * that a Node team can bring its connection string along.
 */
final class NodeUriOption {
    private static final String OBSOLETE = "means nothing in current drivers: take it out";
    private static final String ALWAYS = "is always so with the Java driver: take it out";
    private static final String FAMILY =
            "has no effect: the JVM chooses, by -Djava.net.preferIPv4Stack=true for example";

    private static final Map<String, String> WITHOUT_EFFECT = Map.of(
            "usenewurlparser", OBSOLETE,
            "useunifiedtopology", OBSOLETE,
            "usecreateindex", OBSOLETE,
            "usefindandmodify", OBSOLETE,
            "keepalive", ALWAYS,
            "nodelay", ALWAYS,
            "family", FAMILY,
            "autoselectfamily", FAMILY);

    private NodeUriOption() {}

    /** Why an option with this key in lower case has no effect; null if it is none of these. */
    static @Nullable String withoutEffect(String key) {
        return WITHOUT_EFFECT.get(key);
    }
}
