package dev.meerkat.watch;

import java.time.Duration;
import java.util.Optional;
import org.bson.BsonDocument;

/**
 * A supervised change stream: it outlives outages, close and reopen of its connection, and goes on after the last token each time.
 *
 * <p>It runs on a thread of its own while its connection is open, and waits without one while that is closed. Thread safety: safe, the
 * listener included. Source: contract I7.
 */
public interface ChangeStream extends AutoCloseable {
    /** What is watched: {@code database} or {@code database.collection}. */
    String namespace();

    /** Where it stands, from memory. */
    ChangeStreamState state();

    /**
     * The token after which it goes on: of the last event whose listener has returned, or one the server gave since. Empty before the server
     * gave any. Persist it to go on after the end of this process; see {@link WatchOptions.Builder#onToken}.
     */
    Optional<BsonDocument> lastToken();

    /** How it ended; empty while it has not. */
    Optional<StreamEnd> end();

    /**
     * Waits until it is OPEN: every change from then on comes to the listener, whatever happens in between.
     *
     * @return this
     * @throws dev.meerkat.error.ChangeStreamEndedException when it has ended
     * @throws dev.meerkat.error.ConnectionUnavailableException when the time is up; the stream goes on trying
     * @throws dev.meerkat.error.WaitInterruptedException when the thread was interrupted; the flag is set again
     */
    ChangeStream awaitOpen(Duration timeout);

    /** Waits until it has ended and its thread is gone, at most {@code timeout}; empty when the time is up. */
    Optional<StreamEnd> awaitEnd(Duration timeout);

    /** Ends it. No further event is delivered; one being delivered now completes, and is not waited for. May be called by the listener, and any number of times. */
    @Override
    void close();
}
