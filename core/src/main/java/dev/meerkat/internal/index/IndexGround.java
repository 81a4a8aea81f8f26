package dev.meerkat.internal.index;

import com.mongodb.client.MongoClient;
import dev.meerkat.event.ConnectionEvent;
import dev.meerkat.event.ConnectionEvent.Facts;
import dev.meerkat.internal.time.TimeSource;
import dev.meerkat.options.ConnectionOptions;
import java.util.function.Function;

/** What index work needs of its connection. Thread safety: safe. */
public interface IndexGround {
    /** The connection's name. */
    String connection();

    /** The options in force. */
    ConnectionOptions options();

    /** The managed client. */
    MongoClient client();

    /** Whether the connection is closed, closing, or gave up. */
    boolean over();

    /** Tells an event that changes no state. */
    void tell(Function<Facts, ConnectionEvent> event);

    /** Where the time comes from. */
    TimeSource time();

    /**
     * One open of the connection, in which Meerkat's own runs happen. Thread safety: safe.
     */
    interface Opening {
        /** Whether the connection has not been closed since. */
        boolean live();

        /** Waits until the connection is connected or no longer live; interrupted when it is closed. */
        void awaitConnected() throws InterruptedException;

        /** Runs {@code work} on a daemon thread, which is interrupted when the connection is closed. */
        void start(Runnable work);
    }
}
