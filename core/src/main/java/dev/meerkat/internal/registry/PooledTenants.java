package dev.meerkat.internal.registry;

import dev.meerkat.Connection;
import dev.meerkat.ConnectionStatus;
import dev.meerkat.Subscription;
import dev.meerkat.Tenants;
import dev.meerkat.diagnosis.Diagnosis;
import dev.meerkat.diagnosis.Problem;
import dev.meerkat.error.ConnectionUnavailableException;
import dev.meerkat.error.MeerkatException;
import dev.meerkat.event.Reconfigured;
import dev.meerkat.internal.lifecycle.GuardedConnection;
import dev.meerkat.internal.time.TimeSource;
import dev.meerkat.options.TenantPools;
import dev.meerkat.stats.TenantFigures;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Tenants with pools of their own. A pool that is idle for long is drained and closed, by a thread that lives as long as there is one, or when
 * another tenant needs its place.
 *
 * <p>Thread safety: safe. {@link #lock} guards {@link #known}, {@link #leaving}, {@link #keeper}, {@link #moved} and {@link #closed}; under it a thread is
 * started, and no connection is opened or closed. Source: contract V1.
 */
public final class PooledTenants implements Tenants {
    private final GuardedConnection connection;
    private final TenantNames names;
    private final TenantPools pools;
    private final OwnPools own;
    private final Subscription rotations;
    private final TimeSource time = TimeSource.SYSTEM;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final KnownTenants<GuardedConnection> known = new KnownTenants<>(time);

    /** Pools that are being closed: they still take a place. */
    private int leaving;

    private @Nullable Thread keeper;

    /** Whether the connection was rotated and its tenants were not yet. */
    private boolean moved;

    private boolean closed;

    /** Tenants with pools like {@code connection}'s but for what {@code pools} says. */
    public PooledTenants(GuardedConnection connection, UnaryOperator<String> rule, TenantPools pools) {
        this.connection = connection;
        this.names = new TenantNames(connection.name(), rule);
        this.pools = pools;
        this.own = new OwnPools(connection, pools);
        own.options("tenant", "tenant"); // what cannot be is told here, not at the first tenant
        this.rotations = connection.on(Reconfigured.class, event -> moved());
    }

    /** The connection has other options: those of the tenants follow, on the keeper's thread. */
    private void moved() {
        lock.lock();
        try {
            moved = keeper != null;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Connection tenant(String name) {
        KnownTenants.Tenant<GuardedConnection> tenant = place(name);
        try {
            return tenant.connection.openInBackground();
        } finally {
            unpin(tenant);
        }
    }

    @Override
    public <T> T call(String name, Function<? super Connection, T> work) {
        KnownTenants.Tenant<GuardedConnection> tenant = place(name);
        try {
            return work.apply(tenant.connection.openInBackground());
        } finally {
            unpin(tenant);
        }
    }

    /** The tenant, known and pinned; somebody else's idle pool is closed for it if need be. */
    private KnownTenants.Tenant<GuardedConnection> place(String name) {
        while (true) {
            KnownTenants.@Nullable Tenant<GuardedConnection> victim;
            lock.lock();
            try {
                KnownTenants.@Nullable Tenant<GuardedConnection> tenant = known.use(name);
                if (tenant == null && known.size() + leaving < pools.cap()) {
                    tenant = add(name);
                }
                if (tenant != null) {
                    tenant.pin(1);
                    return tenant;
                }
                names.database(name);
                victim = awaitVictim();
            } finally {
                lock.unlock();
            }
            if (victim != null) {
                close(victim);
            }
        }
    }

    /** Takes out a pool whose time is up; where one is being closed already, waits for that instead and returns null. */
    private KnownTenants.@Nullable Tenant<GuardedConnection> awaitVictim() {
        List<KnownTenants.Tenant<GuardedConnection>> idle = idle();
        if (!idle.isEmpty()) {
            return takeOut(idle.get(0));
        }
        if (leaving == 0) {
            throw full();
        }
        try {
            while (leaving > 0 && known.size() + leaving >= pools.cap()) {
                changed.await();
            }
            return null;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw full();
        }
    }

    private KnownTenants.Tenant<GuardedConnection> add(String name) {
        if (closed) {
            throw new IllegalStateException("these tenants were closed (connection=" + connection.name()
                    + "). Fix: make others with tenants(...)");
        }
        String database = names.database(name);
        String owner = known.owner(database);
        if (owner != null) {
            throw names.taken(name, owner);
        }
        KnownTenants.Tenant<GuardedConnection> added = known.add(name, database, own.pool(name, database));
        if (keeper == null) {
            keeper = new Thread(this::keep, "meerkat-" + connection.name() + "-tenants");
            keeper.setDaemon(true);
            keeper.start();
        }
        return added;
    }

    private void unpin(KnownTenants.Tenant<GuardedConnection> tenant) {
        lock.lock();
        try {
            tenant.pin(-1);
            tenant.touch(time);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Those whose time is up, the longest idle first. One with work in flight is in use. */
    private List<KnownTenants.Tenant<GuardedConnection>> idle() {
        long now = time.nanos();
        List<KnownTenants.Tenant<GuardedConnection>> idle = new ArrayList<>();
        for (KnownTenants.Tenant<GuardedConnection> each : known.all()) {
            if (!each.pinned() && now - each.usedAt() >= pools.idle().toNanos()) {
                if (busy(each.connection.status())) {
                    each.touch(time);
                } else {
                    idle.add(each);
                }
            }
        }
        return idle;
    }

    private static boolean busy(ConnectionStatus status) {
        return status.inFlight() > 0 || status.waiting() > 0;
    }

    private KnownTenants.Tenant<GuardedConnection> takeOut(KnownTenants.Tenant<GuardedConnection> tenant) {
        known.remove(tenant.name);
        leaving++;
        return tenant;
    }

    private void close(KnownTenants.Tenant<GuardedConnection> victim) {
        try {
            victim.connection.remove();
        } finally {
            lock.lock();
            try {
                leaving--;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    private MeerkatException full() {
        Diagnosis why = Diagnosis.of(
                Problem.TENANT_POOLS_FULL, pools.cap() + " tenants have pools and all are in use", null, null);
        return new ConnectionUnavailableException(
                why.code() + ": " + why.message() + " (connection=" + connection.name() + "). Fix: " + why.fix(),
                why,
                null);
    }

    /** Closes pools whose time is up, and lets pools follow the connection's rotations, until none is left. */
    private void keep() {
        for (Runnable due = awaitDue(); due != null; due = awaitDue()) {
            due.run();
        }
    }

    /** Waits for something to do; null when no tenant is left. */
    private @Nullable Runnable awaitDue() {
        lock.lock();
        try {
            while (known.size() > 0) {
                if (moved) {
                    moved = false;
                    List<KnownTenants.Tenant<GuardedConnection>> followers = known.all();
                    return () -> followers.forEach(this::follow);
                }
                List<KnownTenants.Tenant<GuardedConnection>> idle =
                        idle().stream().map(this::takeOut).toList();
                if (!idle.isEmpty()) {
                    return () -> idle.forEach(this::close);
                }
                changed.awaitNanos(untilNext());
            }
            keeper = null;
            return null;
        } catch (InterruptedException stopped) {
            keeper = null;
            return null;
        } finally {
            lock.unlock();
        }
    }

    /** A pool that is not open is made anew at the next use. */
    private void follow(KnownTenants.Tenant<GuardedConnection> tenant) {
        if (!own.follow(tenant.connection, tenant.name, tenant.database) && takeOutUnused(tenant)) {
            close(tenant);
        }
    }

    private boolean takeOutUnused(KnownTenants.Tenant<GuardedConnection> tenant) {
        lock.lock();
        try {
            boolean unused = !tenant.pinned() && known.is(tenant);
            if (unused) {
                takeOut(tenant);
            }
            return unused;
        } finally {
            lock.unlock();
        }
    }

    private long untilNext() {
        long now = time.nanos();
        return known.all().stream()
                .mapToLong(each -> each.pinned() ? Long.MAX_VALUE : pools.idle().toNanos() - (now - each.usedAt()))
                .min()
                .orElse(Long.MAX_VALUE);
    }

    @Override
    public boolean evict(String name) {
        KnownTenants.@Nullable Tenant<GuardedConnection> tenant;
        lock.lock();
        try {
            tenant = known.remove(name);
            leaving += tenant == null ? 0 : 1;
        } finally {
            lock.unlock();
        }
        if (tenant != null) {
            close(tenant);
        }
        return tenant != null;
    }

    @Override
    public List<TenantFigures> figures() {
        return all().stream()
                .map(each -> new TenantFigures(
                        each.name,
                        each.database,
                        each.uses(),
                        each.lastUsed(),
                        each.connection.status().inFlight(),
                        each.connection.status().pools()))
                .toList();
    }

    private List<KnownTenants.Tenant<GuardedConnection>> all() {
        lock.lock();
        try {
            return known.all();
        } finally {
            lock.unlock();
        }
    }

    /** Whether there will be no more tenants. */
    public boolean closed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /** The connections of all tenants. */
    public List<GuardedConnection> connections() {
        return all().stream().map(each -> each.connection).toList();
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
        rotations.close();
        forgetAll();
    }

    /** Forgets all tenants; their pools drain in parallel. Others may come. */
    public void forgetAll() {
        List<KnownTenants.Tenant<GuardedConnection>> leavers;
        lock.lock();
        try {
            leavers = known.all().stream().map(this::takeOut).toList();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        leavers.forEach(each -> each.connection.closeAsync());
        leavers.forEach(this::close);
    }
}
