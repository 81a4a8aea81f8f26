package dev.meerkat.internal.registry;

import dev.meerkat.Connection;
import dev.meerkat.ConnectionStatus;
import dev.meerkat.Subscription;
import dev.meerkat.Tenants;
import dev.meerkat.diagnosis.Diagnosis;
import dev.meerkat.diagnosis.Problem;
import dev.meerkat.error.ConnectionClosedException;
import dev.meerkat.error.ConnectionUnavailableException;
import dev.meerkat.error.MeerkatException;
import dev.meerkat.error.WaitInterruptedException;
import dev.meerkat.event.Reconfigured;
import dev.meerkat.internal.lifecycle.GuardedConnection;
import dev.meerkat.internal.time.TimeSource;
import dev.meerkat.options.TenantPools;
import dev.meerkat.stats.TenantFigures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Tenants with pools of their own. A pool that is idle for long is drained and closed, by a thread that lives as long as there is one, or when
 * another tenant needs its place.
 *
 * <p>Thread safety: safe. {@link #lock} guards {@link #known}, {@link #leaving}, {@link #keeper}, {@link #moves}, {@link #moved}, {@link #refusing} and
 * {@link #closed}; under it a thread is
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

    /** How often the connection was rotated. */
    private long moves;

    /** Whether the connection was rotated and its tenants were not yet. */
    private boolean moved;

    private boolean closed;

    /** Whether the registry closes. */
    private boolean refusing;

    /** Tenants with pools like {@code connection}'s but for what {@code pools} says. */
    public PooledTenants(GuardedConnection connection, UnaryOperator<String> rule, TenantPools pools) {
        this.connection = connection;
        this.names = new TenantNames(connection.name(), rule);
        this.pools = pools;
        this.own = new OwnPools(connection, pools);
        own.options("tenant", "tenant"); // what cannot be is told here, not at the first tenant
        this.rotations = connection.hear(Reconfigured.class, event -> moved());
    }

    /** The connection has other options: those of the tenants follow, on the keeper's thread. */
    private void moved() {
        lock.lock();
        try {
            moves++;
            moved = keeper != null;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Connection tenant(String name) {
        return with(name, own -> own);
    }

    @Override
    public <T> T call(String name, Function<? super Connection, T> work) {
        return with(name, work);
    }

    private <T> T with(String name, Function<? super Connection, T> work) {
        KnownTenants.Tenant<GuardedConnection> tenant = place(name);
        try {
            while (!opened(tenant)) {
                KnownTenants.Tenant<GuardedConnection> evicted = tenant;
                tenant = place(name);
                unpin(evicted);
            }
            catchUp(tenant);
            return work.apply(tenant.connection);
        } finally {
            unpin(tenant);
        }
    }

    /** Not one that was taken out since it got its place. */
    private boolean opened(KnownTenants.Tenant<GuardedConnection> tenant) {
        try {
            tenant.connection.openInBackground();
            return true;
        } catch (ConnectionClosedException removed) {
            if (isKnown(tenant)) {
                throw removed;
            }
            return false;
        }
    }

    /** The tenant, known and pinned; somebody else's idle pool is closed for it if need be. */
    private KnownTenants.Tenant<GuardedConnection> place(String name) {
        KnownTenants.@Nullable Tenant<GuardedConnection> placed = known(name);
        if (placed != null) {
            return placed;
        }
        long made = moves();
        String database = names.database(name);
        GuardedConnection pool = own.pool(name, database);
        while (true) {
            KnownTenants.@Nullable Tenant<GuardedConnection> victim = null;
            lock.lock();
            try {
                placed = known.use(name);
                if (placed == null && known.size() + leaving < pools.cap()) {
                    placed = add(name, database, pool);
                    moved |= moves != made; // then its options are of before
                }
                if (placed != null) {
                    placed.pin(1);
                    return placed;
                }
                victim = awaitVictim();
            } finally {
                lock.unlock();
            }
            if (victim != null) {
                close(victim);
            }
        }
    }

    private <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    private long moves() {
        return locked(() -> moves);
    }

    private KnownTenants.@Nullable Tenant<GuardedConnection> known(String name) {
        lock.lock();
        try {
            admitted();
            KnownTenants.@Nullable Tenant<GuardedConnection> tenant = known.use(name);
            if (tenant != null) {
                tenant.pin(1);
            }
            return tenant;
        } finally {
            lock.unlock();
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
            throw interrupted(interrupted);
        }
    }

    private KnownTenants.Tenant<GuardedConnection> add(String name, String database, GuardedConnection pool) {
        admitted();
        String owner = known.owner(database);
        if (owner != null) {
            throw names.taken(name, owner);
        }
        KnownTenants.Tenant<GuardedConnection> added = known.add(name, database, pool);
        if (keeper == null) {
            keeper = new Thread(this::keep, "meerkat-" + connection.name() + "-tenants");
            keeper.setDaemon(true);
            keeper.start();
        }
        return added;
    }

    private void admitted() {
        if (closed) {
            throw new IllegalStateException("these tenants were closed (connection=" + connection.name()
                    + "). Fix: make others with tenants(...)");
        }
        if (refusing) {
            Diagnosis why = Diagnosis.of(Problem.DRAINING, "the registry closes its connections", null, null);
            throw new ConnectionClosedException(text(why), why, null);
        }
    }

    private void unpin(KnownTenants.Tenant<GuardedConnection> tenant) {
        lock.lock();
        try {
            tenant.pin(-1);
            tenant.touch(time);
            changed.signalAll();
            catchUp(tenant);
        } finally {
            lock.unlock();
        }
    }

    /** The connection may have been rotated after the pool got its place and before it was opened: it follows now. */
    private void catchUp(KnownTenants.Tenant<GuardedConnection> tenant) {
        lock.lock();
        try {
            if (tenant.takeBehind() && known.is(tenant)) {
                moved = true;
                changed.signalAll();
            }
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
                Problem.TENANT_POOLS_FULL,
                pools.cap() + " tenants have pools and none was idle for long enough",
                null,
                null);
        return new ConnectionUnavailableException(text(why), why, null);
    }

    private MeerkatException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        Diagnosis why = Diagnosis.of(
                Problem.WAIT_INTERRUPTED,
                "the thread was interrupted while it waited for a tenant's pool",
                null,
                cause);
        return new WaitInterruptedException(text(why), why, cause);
    }

    private String text(Diagnosis why) {
        return why.code() + ": " + why.message() + " (connection=" + connection.name() + "). Fix: " + why.fix();
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

    /** A pool that is not open is made anew at the next use; if it is in use now, this is looked at again after that. */
    private void follow(KnownTenants.Tenant<GuardedConnection> tenant) {
        if (!own.follow(tenant.connection, tenant.name, tenant.database) && takeOutUnused(tenant)) {
            close(tenant);
        }
    }

    private boolean isKnown(KnownTenants.Tenant<GuardedConnection> tenant) {
        return locked(() -> known.is(tenant));
    }

    private boolean takeOutUnused(KnownTenants.Tenant<GuardedConnection> tenant) {
        lock.lock();
        try {
            if (!known.is(tenant)) {
                return false;
            }
            if (OwnPools.live(tenant.connection)) { // opened since it was looked at
                moved = true;
                return false;
            }
            if (tenant.pinned()) {
                tenant.fellBehind();
                return false;
            }
            takeOut(tenant);
            return true;
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
        return locked(() -> known.all());
    }

    /** Whether they are tenants of that connection. */
    public boolean of(GuardedConnection whole) {
        return connection == whole;
    }

    /** Whether there will be no more tenants. */
    public boolean closed() {
        return locked(() -> closed);
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
        forgetAll(TimeSource.FOR_EVER); // each pool has its own closeGrace
    }

    /** Opens no pool, and gives none out, until {@link #admit}. */
    public void refuse() {
        refusing(true);
    }

    /** As before {@link #refuse}. */
    public void admit() {
        refusing(false);
    }

    private void refusing(boolean now) {
        lock.lock();
        try {
            refusing = now;
        } finally {
            lock.unlock();
        }
    }

    /** Forgets all tenants; their pools drain in parallel, for {@code most} at most. Others may come. */
    public void forgetAll(Duration most) {
        List<KnownTenants.Tenant<GuardedConnection>> leavers;
        lock.lock();
        try {
            leavers = known.all().stream().map(this::takeOut).toList();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        leavers.forEach(each -> each.connection.closeAsync(most));
        List<RuntimeException> thrown = new ArrayList<>();
        for (KnownTenants.Tenant<GuardedConnection> each : leavers) {
            try {
                close(each);
            } catch (RuntimeException interrupted) { // the others' places are given back all the same
                thrown.add(interrupted);
            }
        }
        if (!thrown.isEmpty()) {
            throw thrown.get(0);
        }
    }
}
