package dev.meerkat.stats;

/**
 * Pooled connections that were closed, by the driver's reason. Immutable. Source: contract H2.
 *
 * @param idle unused for {@code maxIdleTime}, or as old as {@code maxLifeTime}
 * @param stale the pool was cleared after they were made
 * @param error broken in use or while being made
 * @param poolClosed the pool was closed
 */
public record ClosedConnections(long idle, long stale, long error, long poolClosed) {
    /** All of them. */
    public long total() {
        return idle + stale + error + poolClosed;
    }
}
