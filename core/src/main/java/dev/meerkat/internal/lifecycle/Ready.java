package dev.meerkat.internal.lifecycle;

import dev.meerkat.Connection;
import dev.meerkat.options.ConnectionOptions;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** A connection and the complete options to open it with. Immutable. */
public final class Ready {
    private final GuardedConnection connection;
    private final Opener opener;
    private final ConnectionOptions options;

    Ready(GuardedConnection connection, Opener opener, ConnectionOptions options) {
        this.connection = connection;
        this.opener = opener;
        this.options = options;
    }

    /** The connection. */
    public GuardedConnection connection() {
        return connection;
    }

    /** The options. */
    public ConnectionOptions options() {
        return options;
    }

    /** See {@link Connection#open(ConnectionOptions)}. */
    public Connection open() {
        return begin().get();
    }

    /** See {@link Connection#openAsync()}; a missing URI is thrown at once. */
    public CompletableFuture<Connection> openAsync() {
        options.uri();
        return opener.openAsync(options).thenApply(opened -> connection);
    }

    /** Begins to connect, and returns what is left of {@link #open()}: the wait. */
    public Supplier<Connection> begin() {
        Lifecycle.Opening opening = opener.begin(options);
        return () -> {
            opener.await(opening, options);
            return connection;
        };
    }

    /** Begins to connect and returns at once; what stands in the way is thrown. */
    public Connection openInBackground() {
        opener.begin(options);
        return connection;
    }
}
