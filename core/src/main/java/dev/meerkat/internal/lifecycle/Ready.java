package dev.meerkat.internal.lifecycle;

import dev.meerkat.Connection;
import dev.meerkat.options.ConnectionOptions;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * A connection and the options to open it with.
 *
 * @param connection the connection
 * @param options complete options
 */
public record Ready(GuardedConnection connection, ConnectionOptions options) {
    /** See {@link Connection#open(ConnectionOptions)}. */
    public Connection open() {
        return connection.openResolved(options);
    }

    /** See {@link Connection#openAsync()}; a missing URI is thrown at once. */
    public CompletableFuture<Connection> openAsync() {
        options.uri();
        return connection.openAsync(options);
    }

    /** Begins to connect, and returns what is left of {@link #open()}: the wait. */
    public Supplier<Connection> begin() {
        Lifecycle.Opening opening = connection.begin(options);
        return () -> connection.awaitOpened(opening, options);
    }

    /** Begins to connect and returns at once; what stands in the way is thrown. */
    public Connection openInBackground() {
        connection.begin(options);
        return connection;
    }
}
