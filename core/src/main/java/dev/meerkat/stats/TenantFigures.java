package dev.meerkat.stats;

import java.time.Instant;
import java.util.List;

/**
 * One tenant at one moment. Immutable. Source: contract V1.
 *
 * @param tenant its name
 * @param database its database
 * @param uses how often its connection was asked for since it is known
 * @param lastUsed when it was asked for last
 * @param inFlight its operations, open cursors and transactions now; on a shared pool as far as they are recorded in detail, and a transaction
 *     counts for nobody before its first operation
 * @param pools its own pool on each server; empty on a shared one
 */
public record TenantFigures(
        String tenant, String database, long uses, Instant lastUsed, long inFlight, List<PoolFigures> pools) {
    /** Copies the list. */
    public TenantFigures {
        pools = List.copyOf(pools);
    }
}
