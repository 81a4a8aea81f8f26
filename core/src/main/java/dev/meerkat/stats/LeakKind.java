package dev.meerkat.stats;

/** What an application can hold for too long. Source: contract §4 ({@code leakThreshold}). */
public enum LeakKind {
    /** A cursor that the server may have more for. One whose last documents are in hand holds nothing and is none. */
    CURSOR,
    /** A change stream's cursor. Streams of {@code Connection.watch} are looked after by Meerkat and never suspected. */
    CHANGE_STREAM,
    /** A session begun with {@code startSession}. */
    SESSION,
    /** A transaction, of {@code Connection.transaction} or begun on a session. */
    TRANSACTION
}
