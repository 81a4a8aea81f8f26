package dev.meerkat.event;

/** A listener threw while it was given {@code eventName}. Extra. Source: contract E2. */
public record ListenerFailed(Facts facts, String eventName, String listener, Throwable failure)
        implements ConnectionEvent {}
