package dev.meerkat.internal.registry;

import dev.meerkat.options.ConnectionOptions;
import dev.meerkat.options.ExplainedOption;
import dev.meerkat.options.Origin;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells at a start what was decided, by whom, and why. No secrets. Source: contract §4. */
public final class Decisions {
    private static final Logger LOG = LoggerFactory.getLogger("dev.meerkat.connection");

    /** Why the preset for production sets what it sets. */
    private static final Map<String, String> WHY = Map.ofEntries(
            Map.entry("autoIndex", "indexes are built by a deployment, not by each start"),
            Map.entry("autoCreate", "collections are made by a deployment, not by each start"),
            Map.entry("maxPoolSize", "every instance opens as many, and all share the server's limit"),
            Map.entry("minPoolSize", "the first requests find sockets that are open"),
            Map.entry("serverSelectionTimeout", "a request that finds no server should not hang for 30 s"),
            Map.entry("socketTimeout", "an answer that a dead network swallowed is not waited for without end"),
            Map.entry("strictQuery", "a key that the schema does not know is never sent in a filter"),
            Map.entry("retry", "a database that starts later than this process is waited for"),
            Map.entry("startupTimeout", "only a cause that time cannot heal ends the first connect"),
            Map.entry("bufferTimeout", "operations outlast an election"),
            Map.entry("signals", "SIGINT and SIGTERM drain, then exit"));

    private Decisions() {}

    /** A line for each option that is not at its default, at level INFO; the others at DEBUG. */
    public static void tell(String connection, ConnectionOptions options) {
        for (ExplainedOption option : options.explain()) {
            if (option.origin() == Origin.DEFAULT) {
                LOG.debug("[{}] decided {}", connection, option);
            } else if (option.origin() == Origin.PRESET && WHY.containsKey(option.name())) {
                LOG.info("[{}] decided {} why: {}", connection, option, WHY.get(option.name()));
            } else {
                LOG.info("[{}] decided {}", connection, option);
            }
        }
    }
}
