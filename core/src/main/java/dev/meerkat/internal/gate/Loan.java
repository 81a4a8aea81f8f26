package dev.meerkat.internal.gate;

/**
 * A pooled connection that is lent. Immutable.
 *
 * @param host the server as host:port
 * @param holder the thread that was given it
 * @param since when, in monotonic nanoseconds
 */
public record Loan(String host, Thread holder, long since) {}
