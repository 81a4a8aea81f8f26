package dev.meerkat.diagnosis;

/** Where a failure was met: the same exception can mean different things. */
enum Stage {
    /** While a connection was opened or a server checked. */
    CONNECTING,
    /** While an operation ran. */
    OPERATION
}
