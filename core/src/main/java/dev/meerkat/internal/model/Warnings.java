package dev.meerkat.internal.model;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells once for each path what was left out of a filter or a document, and stops after a thousand paths. Thread safety: safe. */
final class Warnings {
    private static final Logger LOG = LoggerFactory.getLogger("dev.meerkat.model");
    private static final int MOST = 1_000;

    private final String connection;
    private final String model;
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    Warnings(String connection, String model) {
        this.connection = connection;
        this.model = model;
    }

    void removed(String path, String from) {
        if (told.size() < MOST && told.add(from + path)) {
            LOG.warn("[{}] unknown path left out model={} path={} of={}", connection, model, path, from);
        }
    }
}
