package dev.meerkat.stats;

/**
 * A server's connection pool at one moment, counted from the driver's pool events. Immutable. Source: contract H2.
 *
 * @param host the server as host:port
 * @param size open connections, idle and in use
 * @param inUse connections lent to operations
 * @param waiting callers waiting for a connection
 */
public record PoolFigures(String host, int size, int inUse, int waiting) {
    /** Open connections nobody uses. */
    public int idle() {
        return size - inUse;
    }
}
