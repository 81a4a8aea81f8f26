package dev.meerkat.diagnosis;

/** What a problem is fatal for. */
enum Fatality {
    /** The connection: trying again without a change cannot help. */
    FATAL,
    /** Its operation only; the connection is well. */
    OPERATION,
    /** Nothing: trying again may help. */
    TRANSIENT
}
