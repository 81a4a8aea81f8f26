package dev.meerkat.internal.registry;

import dev.meerkat.ConnectionState;
import dev.meerkat.internal.lifecycle.GuardedConnection;
import dev.meerkat.options.ConnectionOptions;
import dev.meerkat.options.Startup;
import dev.meerkat.options.TenantPools;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes pools of tenants' own from the options of the connection that they belong to, as they are at the time. Immutable. Source: contract V1. */
final class OwnPools {
    private static final Logger LOG = LoggerFactory.getLogger("dev.meerkat.registry");
    private static final ConnectionOptions NOTHING = ConnectionOptions.builder().build();
    private static final Set<ConnectionState> LIVE =
            EnumSet.of(ConnectionState.CONNECTING, ConnectionState.CONNECTED, ConnectionState.INTERRUPTED);

    private final GuardedConnection connection;
    private final TenantPools pools;

    OwnPools(GuardedConnection connection, TenantPools pools) {
        this.connection = connection;
        this.pools = pools;
    }

    /** A tenant's pool, not opened. What code sets on it later holds, but for the database; where code sets nothing, it has these options. */
    GuardedConnection pool(String name, String database) {
        ConnectionOptions options = options(name, database);
        String pool = connection.name() + "/" + name;
        warn(pool, options, connection.options());
        return new GuardedConnection(pool, code -> code.equals(NOTHING) ? options : bound(code, database));
    }

    /** Tells what was asked for in vain here, and not of the connection or the pool's former options already. */
    private static void warn(String pool, ConnectionOptions options, ConnectionOptions told) {
        List<String> known = told.warnings();
        options.warnings().stream()
                .filter(warning -> !known.contains(warning))
                .forEach(warning -> LOG.warn("[{}] option {}", pool, warning));
    }

    /** The options of a tenant's pool. Runs somebody's code. */
    ConnectionOptions options(String name, String database) {
        ConnectionOptions shared = connection.options();
        ConnectionOptions.Builder builder = shared.toBuilder().appName(shared.appName() + "/" + name);
        pools.options().accept(builder);
        return bound(builder.build(), database);
    }

    private static ConnectionOptions bound(ConnectionOptions options, String database) {
        return options.toBuilder()
                .database(database)
                .startup(Startup.BACKGROUND)
                .build();
    }

    /** Whether the pool is open, or will be without being asked. */
    static boolean live(GuardedConnection pool) {
        return LIVE.contains(pool.state());
    }

    /** Rotates a pool to the options of the present. Whether it is right now: not if it is not open and has others. */
    boolean follow(GuardedConnection pool, String name, String database) {
        try {
            ConnectionOptions wanted = options(name, database);
            if (wanted.equals(pool.options())) {
                return true;
            }
            if (live(pool)) {
                warn(pool.name(), wanted, pool.options());
                pool.reconfigure(wanted);
                return true;
            }
        } catch (RuntimeException failed) {
            LOG.warn(
                    "[{}] a tenant's pool keeps its options reason={}",
                    pool.name(),
                    failed.getClass().getSimpleName());
        }
        return live(pool);
    }
}
