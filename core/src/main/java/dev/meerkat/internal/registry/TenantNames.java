package dev.meerkat.internal.registry;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Makes a database's name of a tenant's, which came from outside. Immutable. Source: contract V1. */
final class TenantNames {
    private static final int MOST_BYTES = 63;
    private static final Set<String> RESERVED = Set.of("admin", "local", "config");

    /** Letters that nobody sees; two more are no letters of their own in NFKC. */
    private static final Set<Integer> FILLERS = Set.of(0x115f, 0x1160);

    private final String connection;
    private final UnaryOperator<String> rule;

    TenantNames(String connection, UnaryOperator<String> rule) {
        this.connection = connection;
        this.rule = rule;
    }

    /** The tenant's database. What is refused is not quoted: it may be anything. */
    String database(String tenant) {
        if (!proper(tenant)) {
            throw refused("the name of a tenant", tenant);
        }
        String database = rule.apply(tenant);
        if (!proper(database) || RESERVED.contains(database.toLowerCase(Locale.ROOT))) {
            throw refused("the database that the name rule makes for a tenant", database);
        }
        return database;
    }

    /** Databases with equal keys are one to some server or file system. */
    static String key(String database) {
        return database.toLowerCase(Locale.ROOT);
    }

    private static boolean proper(@Nullable String name) {
        return name != null
                && !name.isEmpty()
                && bytes(name) <= MOST_BYTES
                && Normalizer.isNormalized(name, Normalizer.Form.NFKC)
                && name.chars().noneMatch(FILLERS::contains)
                && name.codePoints().allMatch(c -> Character.isLetterOrDigit(c) || c == '-' || c == '_');
    }

    private static int bytes(@Nullable String name) {
        return name == null ? 0 : name.getBytes(StandardCharsets.UTF_8).length;
    }

    private IllegalArgumentException refused(String what, @Nullable String name) {
        return new IllegalArgumentException(what + " must be 1 to " + MOST_BYTES
                + " bytes of letters, digits, '-' and '_', and its database neither admin, local nor config (connection="
                + connection + ", bytes=" + bytes(name) + "). Fix: refuse the request, or correct the name rule");
    }

    /** For a tenant whose database is another's already. */
    IllegalArgumentException taken(String tenant, String other) {
        return new IllegalArgumentException("tenants " + tenant + " and " + other + " would have one database"
                + " (connection=" + connection + "). Fix: give them names that differ in more than case, or correct the"
                + " name rule");
    }
}
