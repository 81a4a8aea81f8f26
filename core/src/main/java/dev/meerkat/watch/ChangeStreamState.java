package dev.meerkat.watch;

/** Where a supervised change stream stands. Source: contract I7. */
public enum ChangeStreamState {
    /** Not open: the connection is not there, or the stream is being opened, for the first time or again. What happens meanwhile is not lost. */
    WAITING,
    /** The server sends what changes. */
    OPEN,
    /** Over for good; {@link ChangeStream#end()} says why. */
    ENDED
}
