package dev.meerkat.event;

/** The driver cleared a server's pool; by itself no outage. Extra. Source: contract S4. */
public record PoolCleared(Facts facts, String host) implements ConnectionEvent {}
