package dev.meerkat;

import dev.meerkat.stats.TenantFigures;
import java.util.List;
import java.util.function.Function;

/**
 * The tenants of one connection: each has a database of its own, and a name that came from outside and is looked at before it becomes one.
 *
 * <p>Tenants share the connection's pool, or have small pools of their own, see {@link ConnectionRegistry#tenants}. A name is 1 to 63 bytes of
 * letters, digits, {@code -} and {@code _}: no dots, slashes, {@code $}, spaces, NUL or other signs, and no letters that are
 * invisible or another's variant (NFKC). Databases {@code admin}, {@code local}
 * and {@code config} are nobody's. Two tenants whose databases are the same, or differ in case alone, are refused, as far as both are known at the
 * time.
 *
 * <p>Thread safety: safe. Source: contract V1.
 */
public interface Tenants extends AutoCloseable {
    /**
     * The tenant's connection, to be asked for at each use and not to be kept: a tenant that is not used for a while is forgotten, and its own
     * pool, where it has one, drained and closed. Opens nothing it waits for; but where the last free place is a pool that is being closed, waits for that,
     * at most its {@code closeGrace}.
     *
     * @throws IllegalArgumentException for a name or database that cannot be; the name is not quoted
     * @throws IllegalStateException when these tenants were closed
     * @throws dev.meerkat.error.ConnectionClosedException {@code MK-DRAINING} for one with a pool of its own, while the registry closes
     * @throws dev.meerkat.error.WaitInterruptedException when the thread was interrupted while it waited; the flag is set again
     * @throws dev.meerkat.error.ConnectionUnavailableException {@code MK-TENANT-POOLS-FULL} when there are as many pools as may be, and no
     *     tenant's idle time is up
     */
    Connection tenant(String name);

    /**
     * Does {@code work} with the tenant's connection, which no idle time and no other tenant ends before the work has ended; {@link #evict} and closes do.
     * Throws what {@link #tenant} throws, and what the work does. The result cannot be null.
     */
    <T> T call(String name, Function<? super Connection, T> work);

    /**
     * Forgets the tenant now, also one that is in use; a pool of its own is drained and closed before this returns, which takes its {@code closeGrace}
     * at most and half a second. Tells whether it was known.
     *
     * @throws dev.meerkat.error.WaitInterruptedException when the thread was interrupted; the pool closes all the same
     */
    boolean evict(String name);

    /** Figures of each tenant that is known now, the one used last at the end; from memory. */
    List<TenantFigures> figures();

    /**
     * Forgets all tenants; pools of their own are drained and closed side by side, within the longest {@code closeGrace} and half a second. The
     * connection stays open. Further tenants are refused.
     *
     * @throws dev.meerkat.error.WaitInterruptedException when the thread was interrupted; all pools close all the same
     */
    @Override
    void close();
}
