package dev.meerkat.options;

/** SKELETON. */
public final class ConnectionOptions {
    /** SKELETON. */
    public static final class Builder {}
}
