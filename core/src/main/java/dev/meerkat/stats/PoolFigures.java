package dev.meerkat.stats;

/**
 * A server's connection pool at one moment, counted from the driver's pool events. Immutable.
 *
 * <p>{@code inUse} and {@code waiting} are of the same moment. Counts are of this pool's life: a server that leaves the deployment takes them
 * along, and one that comes back begins anew, as after a reopen. Nothing is ever negative. Source: contract H2.
 *
 * @param host the server as host:port
 * @param cluster the driver's id of its client, anew for each open: the tag {@code cluster.id} of the driver's own meters
 * @param size connections, those being opened included
 * @param opening connections being opened
 * @param inUse connections lent to operations
 * @param waiting callers waiting for a connection
 * @param minSize connections the pool keeps
 * @param maxSize connections the pool may have
 * @param created connections ever begun
 * @param closed connections closed
 * @param checkouts connections ever lent
 * @param checkoutTimeouts callers that waited in vain for {@code waitQueueTimeout}
 * @param checkoutErrors callers that got none for another reason: the pool was cleared or closed, or the connection could not be made
 * @param clears how often the driver cleared the pool
 * @param timings what took how long
 */
public record PoolFigures(
        String host,
        String cluster,
        int size,
        int opening,
        int inUse,
        int waiting,
        int minSize,
        int maxSize,
        long created,
        ClosedConnections closed,
        long checkouts,
        long checkoutTimeouts,
        long checkoutErrors,
        long clears,
        PoolTimings timings) {
    /** Open connections nobody uses. */
    public int idle() {
        return Math.max(0, size - opening - inUse);
    }

    /** Whether somebody waits whom no connection can serve: all are in use and no more may be made. Source: contract H4. */
    public boolean exhausted() {
        return inUse + waiting > maxSize;
    }
}
