package dev.meerkat;

/**
 * Mongoose's four ready states, with its numbers.
 *
 * <p>A coarse view of {@link ConnectionState}, for health checks and for teams that come from Node. Source: contract §2.
 */
public enum ReadyState {
    /** No usable connection: never opened, lost, failed or closed. */
    DISCONNECTED(0),
    /** The deployment accepts what the connection is for. */
    CONNECTED(1),
    /** The first connect is running, retries included. */
    CONNECTING(2),
    /** The connection is closing; admitted work finishes. */
    DISCONNECTING(3);

    private final int code;

    ReadyState(int code) {
        this.code = code;
    }

    /** Mongoose's number for this state, 0 to 3. */
    public int code() {
        return code;
    }
}
