package dev.meerkat.internal.gate;

import java.time.Duration;

/**
 * How the gate treats callers while there is no connection. Immutable. Source: contract G2.
 *
 * @param buffer whether callers wait at all
 * @param timeout how long at most
 * @param maxWaiting how many at most
 */
public record GatePolicy(boolean buffer, Duration timeout, int maxWaiting) {}
