package dev.meerkat.event;

import dev.meerkat.ConnectionState;
import dev.meerkat.ReadyState;
import java.time.Instant;

/**
 * Something that happened to a connection.
 *
 * <p>Immutable. Subscribing to a type means all its subtypes. Inside a listener use the event's own states: the connection may have
 * moved on. Source: contract §3.
 */
public sealed interface ConnectionEvent
        permits Connecting,
                Connected,
                Opened,
                Disconnecting,
                Disconnected,
                Closed,
                Reconnected,
                FailureEvent,
                Drained,
                Reconfigured,
                PoolCleared,
                PoolSaturated,
                PoolRecovered,
                PrimaryChanged,
                LeakSuspected,
                LeakReturned,
                ModelRegistered,
                ModelRemoved,
                ListenerFailed,
                IndexBuilt,
                EventsDropped {
    /** What every event carries. */
    Facts facts();

    /** The connection's name. */
    default String connection() {
        return facts().connection();
    }

    /** The event's number, gap-free for each connection, from 1. */
    default long sequence() {
        return facts().sequence();
    }

    /** Wall-clock time. */
    default Instant time() {
        return facts().time();
    }

    /** Monotonic nanoseconds, comparable within one process only. */
    default long nanos() {
        return facts().nanos();
    }

    /** The state before. */
    default ConnectionState from() {
        return facts().from();
    }

    /** The state after; equal to {@link #from()} where the event changes no state. */
    default ConnectionState to() {
        return facts().to();
    }

    /** Mongoose's view of {@link #to()}. */
    default ReadyState readyState() {
        return facts().to().readyState();
    }

    /** Whether this is an extra event, which may stand anywhere between the others and goes first when a queue overflows. Source: contract §3. */
    default boolean extra() {
        return true;
    }

    /** The class's simple name, as in the contract's tables. */
    default String name() {
        return getClass().getSimpleName();
    }

    /**
     * What every event carries.
     *
     * @param connection the connection's name
     * @param sequence gap-free number for each connection, from 1
     * @param time wall-clock time
     * @param nanos monotonic nanoseconds
     * @param from the state before
     * @param to the state after
     */
    record Facts(
            String connection, long sequence, Instant time, long nanos, ConnectionState from, ConnectionState to) {}
}
