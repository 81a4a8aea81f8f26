package dev.meerkat.internal.driver;

import dev.meerkat.stats.PoolObserver;

/** Who is told what happens to pools, on the driver's and the application's threads. Must neither block nor throw. */
@FunctionalInterface
public interface PoolNews extends PoolObserver {
    /** The driver cleared a server's pool. */
    void cleared(String host);

    /** A caller asked for a connection that nobody can give it now. */
    default void pressed() {}

    /** It may have changed whether anybody can connect to a server. */
    default void doubt() {}
}
