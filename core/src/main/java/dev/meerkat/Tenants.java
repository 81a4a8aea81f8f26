package dev.meerkat;

import dev.meerkat.stats.TenantFigures;
import java.util.List;
import java.util.function.Function;

/**
 * The tenants of one connection: each has a database of its own, and a name that came from outside and is looked at before it becomes one.
 *
 * <p>Tenants share the connection's pool, or have small pools of their own, see {@link ConnectionRegistry#tenants}. A name is 1 to 63 bytes of
 * letters, digits, {@code -} and {@code _}: no dots, slashes, {@code $}, spaces, NUL or other signs. Databases {@code admin}, {@code local}
 * and {@code config} are nobody's. Two tenants whose databases are the same, or differ in case alone, are refused, as far as both are known at the
 * time.
 *
 * <p>Thread safety: safe. Source: contract V1.
 */
public interface Tenants extends AutoCloseable {
    /**
     * The tenant's connection, to be asked for at each use and not to be kept: a tenant that is not used for a while is forgotten, and its own
     * pool, where it has one, drained and closed.
     *
     * @throws IllegalArgumentException for a name or database that cannot be; the name is not quoted
     * @throws dev.meerkat.error.ConnectionUnavailableException {@code MK-TENANT-POOLS-FULL} when there are as many pools as may be, and all are
     *     in use
     */
    Connection tenant(String name);

    /** Does {@code work} with the tenant's connection, which is kept until the work has ended. Throws what {@link #tenant} throws, and what the work does. */
    <T> T call(String name, Function<? super Connection, T> work);

    /** Forgets the tenant now; a pool of its own is drained and closed before this returns. Tells whether it was known. */
    boolean evict(String name);

    /** Figures of each tenant that is known now, the one used last at the end; from memory. */
    List<TenantFigures> figures();

    /** Forgets all tenants; pools of their own are drained and closed, the connection stays open. Further tenants are refused. */
    @Override
    void close();
}
