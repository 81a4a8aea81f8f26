package dev.meerkat;

import dev.meerkat.options.ConnectionOptions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** SKELETON: the set of named connections of one application. */
public final class ConnectionRegistry implements AutoCloseable {
    /** The default connection's name. */
    public static final String DEFAULT = "default";

    private static UnsupportedOperationException todo() {
        return new UnsupportedOperationException("skeleton");
    }

    /** Opens the default connection from {@code MONGO_URI} and the other sources. */
    public Connection connect() {
        throw todo();
    }

    /** Opens the default connection. */
    public Connection connect(String uri) {
        throw todo();
    }

    /** Opens the default connection with options set in code. */
    public Connection connect(String uri, Consumer<ConnectionOptions.Builder> options) {
        throw todo();
    }

    /** Opens the default connection with ready options. */
    public Connection connect(ConnectionOptions options) {
        throw todo();
    }

    /** As {@link #connect(ConnectionOptions)}, without waiting. */
    public CompletableFuture<Connection> connectAsync(ConnectionOptions options) {
        throw todo();
    }

    /** A named connection that connects in the background; returns at once. */
    public Connection createConnection(String name, String uri) {
        throw todo();
    }

    /** A named connection that connects in the background; returns at once. */
    public Connection createConnection(String name, String uri, ConnectionOptions options) {
        throw todo();
    }

    /** A named connection that connects in the background; returns at once. */
    public Connection createConnection(String name, ConnectionOptions options) {
        throw todo();
    }

    /** The default connection, made (state NEW) if there is none yet. */
    public Connection connection() {
        throw todo();
    }

    /** The connection of that name, made (state NEW) if there is none yet. */
    public Connection connection(String name) {
        throw todo();
    }

    /** The connection of that name, if there is one. */
    public Optional<Connection> find(String name) {
        throw todo();
    }

    /** All connections, in the order they were made. */
    public List<Connection> connections() {
        throw todo();
    }

    /** Closes and removes; the handle is CLOSED for good. */
    public Optional<Connection> remove(String name) {
        throw todo();
    }

    /** On SIGINT and SIGTERM: drains every connection in parallel, then exits with 128 + signal. Source: contract C4. */
    public void closeOnSignals() {
        throw todo();
    }

    /** Closes all connections in parallel; they stay listed and may be opened again. */
    @Override
    public void close() {
        throw todo();
    }
}
