package dev.meerkat;

/**
 * The state of a connection.
 *
 * <p>Every change of state is told by at least one event, in order. Source: contract §2.
 */
public enum ConnectionState {
    /** Never opened; operations are refused at once. */
    NEW(ReadyState.DISCONNECTED),
    /** The first connect is running, retries included; operations wait or fail fast by {@code bufferCommands}. */
    CONNECTING(ReadyState.CONNECTING),
    /** The deployment accepts what the connection is for; operations pass. */
    CONNECTED(ReadyState.CONNECTED),
    /** Was connected and lost it; recovery is automatic. Operations wait or fail fast; reads a secondary may serve pass. */
    INTERRUPTED(ReadyState.DISCONNECTED),
    /** Closing; admitted work finishes, new work is refused. */
    DRAINING(ReadyState.DISCONNECTING),
    /** Closed by the application; may be opened again. */
    CLOSED(ReadyState.DISCONNECTED),
    /** The first connect gave up; may be opened again. Operations are refused at once with the diagnosis. */
    FAILED(ReadyState.DISCONNECTED);

    private final ReadyState readyState;

    ConnectionState(ReadyState readyState) {
        this.readyState = readyState;
    }

    /** Mongoose's coarse view of this state. */
    public ReadyState readyState() {
        return readyState;
    }
}
