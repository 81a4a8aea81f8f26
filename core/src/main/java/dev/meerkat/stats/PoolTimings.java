package dev.meerkat.stats;

/**
 * What a server's pool took its time for. Immutable. Source: contract H2.
 *
 * @param waited from asking for a connection to having one; only callers that got one count
 * @param used from having a connection to giving it back
 * @param created from the first byte of a new connection to its being ready, the login included
 */
public record PoolTimings(Timing waited, Timing used, Timing created) {}
