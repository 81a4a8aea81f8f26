package dev.meerkat.internal.registry;

import dev.meerkat.internal.time.TimeSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tenants in the order of their last use, and whose each database is.
 *
 * <p>Not thread-safe: its owner's lock guards it.
 *
 * @param <C> what a tenant has
 */
final class KnownTenants<C> {
    /** One tenant. */
    static final class Tenant<C> {
        final String name;
        final String database;
        final C connection;
        private long uses;
        private int pins;
        private boolean behind;
        private long usedAt;
        private Instant lastUsed = Instant.EPOCH;

        private Tenant(String name, String database, C connection) {
            this.name = name;
            this.database = database;
            this.connection = connection;
        }

        long uses() {
            return uses;
        }

        long usedAt() {
            return usedAt;
        }

        Instant lastUsed() {
            return lastUsed;
        }

        boolean pinned() {
            return pins > 0;
        }

        void pin(int more) {
            pins += more;
        }

        /** It could not follow its connection's rotation: not open yet, or no more, and in use. */
        void fellBehind() {
            behind = true;
        }

        /** Whether it fell behind since this was asked last. */
        boolean takeBehind() {
            boolean fell = behind;
            behind = false;
            return fell;
        }

        /** Counts as used now, without being asked for. */
        void touch(TimeSource time) {
            usedAt = time.nanos();
            lastUsed = time.now();
        }
    }

    private final TimeSource time;
    private final Map<String, Tenant<C>> tenants = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<String, String> owners = new HashMap<>();

    KnownTenants(TimeSource time) {
        this.time = time;
    }

    /** The tenant, if it is known; it was asked for. */
    @Nullable
    Tenant<C> use(String name) {
        Tenant<C> known = tenants.get(name);
        return known == null ? null : used(known);
    }

    private Tenant<C> used(Tenant<C> tenant) {
        tenant.uses++;
        tenant.touch(time);
        return tenant;
    }

    /** Whose the database is; null if nobody's. */
    @Nullable
    String owner(String database) {
        return owners.get(TenantNames.key(database));
    }

    /** A tenant that was asked for first. */
    Tenant<C> add(String name, String database, C connection) {
        Tenant<C> added = new Tenant<>(name, database, connection);
        tenants.put(name, added);
        owners.put(TenantNames.key(database), name);
        return used(added);
    }

    @Nullable
    Tenant<C> remove(String name) {
        Tenant<C> removed = tenants.remove(name);
        if (removed != null) {
            owners.remove(TenantNames.key(removed.database));
        }
        return removed;
    }

    /** Whether this very one is known. */
    boolean is(Tenant<C> tenant) {
        return tenants.containsValue(tenant);
    }

    /** All, the one used last at the end. */
    List<Tenant<C>> all() {
        return new ArrayList<>(tenants.values());
    }

    /** The one that was not used for longest; there is one. */
    Tenant<C> eldest() {
        return tenants.values().iterator().next();
    }

    int size() {
        return tenants.size();
    }
}
