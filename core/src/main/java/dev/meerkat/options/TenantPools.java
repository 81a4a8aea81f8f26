package dev.meerkat.options;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * Pools of their own for tenants. Immutable. Source: contract V1.
 *
 * @param cap the most tenants with an open pool at once, from 1
 * @param idle how long a tenant's pool stays when nobody asks for the tenant and nothing of it is in flight; from 1 ms, default 10 minutes
 * @param options what differs from the options of the connection the tenants belong to; by default a pool of 5; called
 *     for each pool that is opened, and again when that connection was rotated
 */
public record TenantPools(int cap, Duration idle, Consumer<ConnectionOptions.Builder> options) {
    private static final Duration IDLE = Duration.ofMinutes(10);
    private static final int POOL = 5;

    /** Checks cap and idle time. */
    public TenantPools {
        if (cap < 1) {
            throw new IllegalArgumentException("cap must be at least 1: " + cap);
        }
        if (idle.toMillis() < 1) {
            throw new IllegalArgumentException("idle must be at least 1 ms: " + idle);
        }
    }

    /** At most so many pools, with the defaults. */
    public static TenantPools atMost(int cap) {
        return new TenantPools(cap, IDLE, TenantPools::small);
    }

    private static void small(ConnectionOptions.Builder options) {
        options.maxPoolSize(POOL).minPoolSize(0);
    }

    /** The same with another idle time. */
    public TenantPools idle(Duration time) {
        return new TenantPools(cap, time, options);
    }

    /** The same with other options; a pool of 5 that shrinks to nothing unless {@code others} sets its sizes. */
    public TenantPools options(Consumer<ConnectionOptions.Builder> others) {
        return new TenantPools(cap, idle, options -> {
            small(options);
            others.accept(options);
        });
    }
}
