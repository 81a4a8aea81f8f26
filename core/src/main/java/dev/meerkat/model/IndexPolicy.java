package dev.meerkat.model;

/**
 * What Meerkat does about a model's indexes on its own thread, after each open and when a model is registered on an open connection.
 *
 * <p>Default: {@link #CREATE} with the connection's option {@code autoIndex}, else {@link #OFF}. It never blocks or fails the start;
 * results are events and an {@link IndexReport}. Source: contract I5.
 */
public enum IndexPolicy {
    /** Nothing: {@code autoIndex} false. */
    OFF,

    /** Builds what is missing; what conflicts is told and left. {@code autoIndex} true. */
    CREATE,

    /** Tells what is missing or conflicts, changes nothing. */
    VERIFY,

    /** Builds what is missing and replaces what conflicts: see {@link IndexedModel#syncIndexes()}. */
    SYNC
}
