package dev.meerkat.internal.lifecycle;

import com.mongodb.ClientSessionOptions;
import com.mongodb.client.ClientSession;
import dev.meerkat.ConnectionState;
import dev.meerkat.diagnosis.Diagnosis;
import dev.meerkat.event.ListenerFailed;
import dev.meerkat.internal.gate.Generation;
import dev.meerkat.internal.time.TimeSource;
import dev.meerkat.internal.watch.Ground;
import dev.meerkat.options.RetryPolicy;
import org.jspecify.annotations.Nullable;

/** What change streams see of their connection. Thread safety: safe. */
final class StreamGround implements Ground {
    /** The name of what the listener was given, for {@link ListenerFailed}. */
    private static final String EVENT = "ChangeStreamDocument";

    private static final ClientSessionOptions PLAIN =
            ClientSessionOptions.builder().causallyConsistent(false).build();

    private final GuardedConnection connection;
    private final StateCell cell;
    private final SetRequirement requirement;
    private final TimeSource time;

    StreamGround(GuardedConnection connection, StateCell cell, SetRequirement requirement, TimeSource time) {
        this.connection = connection;
        this.cell = cell;
        this.requirement = requirement;
        this.time = time;
    }

    @Override
    public String connection() {
        return connection.name();
    }

    @Override
    public ConnectionState state() {
        return cell.state();
    }

    @Override
    public boolean awaitOther(ConnectionState state, long nanos) throws InterruptedException {
        return cell.awaitOther(state, nanos);
    }

    @Override
    public ClientSession startSession() {
        return connection.client().ownSession(PLAIN);
    }

    @Override
    public @Nullable Diagnosis missing() {
        return requirement.missing();
    }

    @Override
    public @Nullable Object deployment() {
        Generation generation = cell.snapshot().generation();
        return generation == null ? null : generation.deployment();
    }

    @Override
    public RetryPolicy retry() {
        return connection.options().retry();
    }

    @Override
    public TimeSource time() {
        return time;
    }

    @Override
    public void listenerFailed(String listener, Throwable failure) {
        cell.tell(facts -> new ListenerFailed(facts, EVENT, listener, failure));
    }
}
