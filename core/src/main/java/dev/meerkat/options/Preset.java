package dev.meerkat.options;

/**
 * A layer of defaults that goes under everything set explicitly, whoever applies it: code, configuration or the URI.
 *
 * <p>Source: contract §4.
 */
public enum Preset {
    /** For services: small pool kept warm, short timeouts, no automatic indexes, signals handled. */
    PRODUCTION,
    /** For workers: a pool of 5 that shrinks to nothing, and the role in {@code appName}. */
    WORKER
}
