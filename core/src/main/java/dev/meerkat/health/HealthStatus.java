package dev.meerkat.health;

/** How well a connection is, best first. Source: contract H1. */
public enum HealthStatus {
    /** Connected, and nothing speaks against it. */
    UP,
    /** Connected, and something is wrong that may grow. */
    DEGRADED,
    /** Closing; admitted work finishes. */
    DRAINING,
    /** Not connected. */
    DOWN
}
