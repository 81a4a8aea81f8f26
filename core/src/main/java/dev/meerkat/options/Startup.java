package dev.meerkat.options;

/** How {@code connect()} treats the first connect. Source: contract §4. */
public enum Startup {
    /** {@code connect()} waits, and throws when a fatal cause, the attempts or {@code startupTimeout} end the first connect. */
    REQUIRED,
    /** {@code connect()} returns at once; only a fatal cause or the attempts end the first connect. */
    BACKGROUND
}
