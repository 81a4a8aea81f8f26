package dev.meerkat.event;

/**
 * All connections of a server's pool were in use and somebody waited, for a second without a break or as {@code HealthPolicy} says. Told once
 * until {@link PoolRecovered}. Extra. Source: contract H4.
 *
 * @param host the server as host:port
 * @param inUse connections lent when this was told
 * @param waiting callers waiting then
 */
public record PoolSaturated(Facts facts, String host, int inUse, int waiting) implements ConnectionEvent {}
