package dev.meerkat.internal.registry;

import dev.meerkat.Connection;
import dev.meerkat.Tenants;
import dev.meerkat.internal.lifecycle.GuardedConnection;
import dev.meerkat.internal.time.TimeSource;
import dev.meerkat.stats.TenantFigures;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Tenants that are views of one connection; beyond the cap the one not used for longest is forgotten.
 *
 * <p>Thread safety: safe. {@link #lock} guards {@link #known}, and that a view is made or forgotten together with its tenant. Source: contract V1.
 */
public final class SharedTenants implements Tenants {
    private final GuardedConnection connection;
    private final TenantNames names;
    private final int cap;
    private final ReentrantLock lock = new ReentrantLock();
    private final KnownTenants<Connection> known;
    private boolean closed;

    /** Tenants of {@code connection}, of whom at most {@code cap} are kept. */
    public SharedTenants(GuardedConnection connection, UnaryOperator<String> rule, int cap) {
        if (cap < 1) {
            throw new IllegalArgumentException("cap must be at least 1: " + cap);
        }
        this.connection = connection;
        this.names = new TenantNames(connection.name(), rule);
        this.cap = cap;
        this.known = new KnownTenants<>(TimeSource.SYSTEM);
    }

    @Override
    public Connection tenant(String name) {
        Connection connected = known(name);
        return connected != null ? connected : add(name, names.database(name));
    }

    private @Nullable Connection known(String name) {
        lock.lock();
        try {
            KnownTenants.@Nullable Tenant<Connection> tenant = known.use(name);
            return tenant == null ? null : tenant.connection;
        } finally {
            lock.unlock();
        }
    }

    private Connection add(String name, String database) {
        lock.lock();
        try {
            KnownTenants.@Nullable Tenant<Connection> meanwhile = known.use(name);
            return meanwhile != null ? meanwhile.connection : addUnknown(name, database);
        } finally {
            lock.unlock();
        }
    }

    private Connection addUnknown(String name, String database) {
        if (closed) {
            throw new IllegalStateException("these tenants were closed (connection=" + connection.name()
                    + "). Fix: make others with tenants(...)");
        }
        String owner = known.owner(database);
        if (owner != null) {
            throw names.taken(name, owner);
        }
        if (known.size() >= cap) {
            forget(known.eldest());
        }
        return known.add(name, database, connection.useDb(database)).connection;
    }

    private void forget(KnownTenants.Tenant<Connection> tenant) {
        known.remove(tenant.name);
        connection.forgetDb(tenant.database);
    }

    @Override
    public <T> T call(String name, Function<? super Connection, T> work) {
        return work.apply(tenant(name));
    }

    @Override
    public boolean evict(String name) {
        lock.lock();
        try {
            KnownTenants.@Nullable Tenant<Connection> tenant = known.remove(name);
            if (tenant != null) {
                connection.forgetDb(tenant.database);
            }
            return tenant != null;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<TenantFigures> figures() {
        Map<String, Long> inFlight = connection.inFlightByDatabase();
        lock.lock();
        try {
            return known.all().stream()
                    .map(each -> new TenantFigures(
                            each.name,
                            each.database,
                            each.uses(),
                            each.lastUsed(),
                            inFlight.getOrDefault(each.database, 0L),
                            List.of()))
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            known.all().forEach(this::forget);
        } finally {
            lock.unlock();
        }
    }
}
