package dev.meerkat.internal.watch;

import com.mongodb.client.ClientSession;
import dev.meerkat.ConnectionState;
import dev.meerkat.diagnosis.Diagnosis;
import dev.meerkat.internal.time.TimeSource;
import dev.meerkat.options.RetryPolicy;
import org.jspecify.annotations.Nullable;

/** What change streams need of their connection. Thread safety: implementations are safe. */
public interface Ground {
    /** The connection's name. */
    String connection();

    /** The connection's state, from memory. */
    ConnectionState state();

    /** Waits until the state is another than {@code state}, at most {@code nanos}; tells whether it is. */
    boolean awaitOther(ConnectionState state, long nanos) throws InterruptedException;

    /** A session of the managed client, which the caller closes. */
    ClientSession startSession();

    /** Why the deployment has no change streams; null if it has, or if nothing is known yet. */
    @Nullable
    Diagnosis missing();

    /** What stands for the deployment the connection leads to now: the same object as long as it is the same one; null before the first. */
    @Nullable
    Object deployment();

    /** The delays after failures. */
    RetryPolicy retry();

    /** The clock. */
    TimeSource time();

    /** Tells on the connection that a stream's listener or callback threw. */
    void listenerFailed(String listener, Throwable failure);
}
