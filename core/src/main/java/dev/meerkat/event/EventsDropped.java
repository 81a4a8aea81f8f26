package dev.meerkat.event;

/** Events a slow listener did not get: the queue was full. Delivered in their place. Extra. Source: contract E2. */
public record EventsDropped(Facts facts, long count, long firstSequence, long lastSequence)
        implements ConnectionEvent {}
