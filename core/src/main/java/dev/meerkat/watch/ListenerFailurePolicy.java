package dev.meerkat.watch;

/** What becomes of a change stream whose listener throws. It is told in each case, as the connection's {@code ListenerFailed}. */
public enum ListenerFailurePolicy {
    /** The stream ends, its last token before the event: nothing is lost, and nothing is done twice unseen. The default. */
    STOP,
    /** The event counts as done and the next one comes: what the listener did not do is lost. */
    SKIP,
    /** The same event comes again, after the delays of the connection's option {@code retry}; when these end, as {@link #STOP}. */
    RETRY
}
