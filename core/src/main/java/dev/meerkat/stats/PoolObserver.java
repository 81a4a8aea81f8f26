package dev.meerkat.stats;

/**
 * Takes every single time of a connection's pools, for histograms of one's own; snapshots are in {@link PoolFigures}.
 *
 * <p>Called on the threads of the application and the driver, between an operation and its server: must take well below a microsecond, never
 * block and never throw. What is thrown is dropped. Source: contract H2.
 */
public interface PoolObserver {
    /** A caller got a connection to {@code host} after so many nanoseconds. */
    default void waited(String host, long nanos) {}

    /** A connection to {@code host} was given back after so many nanoseconds. */
    default void used(String host, long nanos) {}

    /** A connection to {@code host} was ready after so many nanoseconds. */
    default void created(String host, long nanos) {}
}
