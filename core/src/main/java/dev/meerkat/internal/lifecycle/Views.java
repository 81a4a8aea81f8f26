package dev.meerkat.internal.lifecycle;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The cached views of one connection. Thread safety: safe. Source: contract V1. */
final class Views {
    private static final String FORBIDDEN = "/\\. \"$\0";
    private static final int MOST_BYTES = 63;

    private final GuardedConnection connection;
    private final ConcurrentMap<String, View> views = new ConcurrentHashMap<>();

    Views(GuardedConnection connection) {
        this.connection = connection;
    }

    View view(String database) {
        View known = views.get(database);
        if (known == null) {
            check(database);
            known = views.computeIfAbsent(database, name -> new View(connection, name));
        }
        return known;
    }

    boolean forget(String database) {
        View known = views.remove(database);
        if (known != null) {
            known.forgetModels();
        }
        return known != null;
    }

    /** The name may be somebody's input, so a bad one is not quoted. */
    private void check(String database) {
        int bytes = database.getBytes(StandardCharsets.UTF_8).length;
        if (bytes == 0 || bytes > MOST_BYTES || database.chars().anyMatch(c -> FORBIDDEN.indexOf(c) >= 0)) {
            throw new IllegalArgumentException("the name of a database must have 1 to " + MOST_BYTES
                    + " bytes without / \\ . \" $ NUL and spaces (connection=" + connection.name() + ", bytes=" + bytes
                    + "). Fix: choose another name");
        }
    }
}
