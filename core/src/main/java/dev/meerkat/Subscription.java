package dev.meerkat;

/** A listener's place on a connection. Thread safety: safe; {@link #close()} may be called any number of times, also from the listener. */
public interface Subscription extends AutoCloseable {
    /** Stops delivery to the listener; an event being delivered at this moment still completes. Source: contract E3. */
    @Override
    void close();
}
