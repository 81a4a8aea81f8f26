package dev.meerkat.event;

import java.time.Duration;

/**
 * A saturated pool has served everybody for five seconds or as {@code HealthPolicy} says, or is no more. Extra. Source: contract H4.
 *
 * @param host the server as host:port
 * @param lasted from {@link PoolSaturated} to this
 */
public record PoolRecovered(Facts facts, String host, Duration lasted) implements ConnectionEvent {}
