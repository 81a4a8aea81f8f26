package dev.meerkat.testkit.internal;

import dev.meerkat.Connection;
import dev.meerkat.ConnectionRegistry;
import dev.meerkat.ConnectionStatus;
import dev.meerkat.diagnosis.LintRule;
import dev.meerkat.options.ConnectionOptions;
import dev.meerkat.options.OptionSources;
import dev.meerkat.testkit.ClientWatch;
import dev.meerkat.testkit.EventRecorder;
import java.time.Duration;
import java.util.List;

/**
 * The injected connection of Meerkat's, in a registry of its own, which knows nothing of what is configured where the tests run. The one class that
 * needs core, but for the recorder. Thread-safe.
 */
final class ManagedConnection implements AutoCloseable {
    private final ConnectionRegistry registry = new ConnectionRegistry(OptionSources.none());
    private final Connection connection = registry.connection();
    private final EventRecorder recorder;

    ManagedConnection(String uri, ClientWatch watch, Duration patience) {
        recorder = EventRecorder.of(connection).patience(patience);
        try {
            connection.open(options(uri, watch, patience));
        } catch (RuntimeException | Error failed) {
            registry.close();
            throw failed;
        }
    }

    /** Options that lead there; what is cut when the test ends has as long as leaks have to vanish. */
    static ConnectionOptions options(String uri, ClientWatch watch, Duration patience) {
        return ConnectionOptions.builder()
                .uri(uri)
                .closeGrace(patience)
                .lintIgnore(LintRule.UNBOUNDED) // a test's time is its own, and what outlasts it is cut
                .customize(watch)
                .build();
    }

    Connection connection() {
        return connection;
    }

    EventRecorder recorder() {
        return recorder;
    }

    /** Operations, cursors, transactions and change streams that have not ended, in words. */
    List<String> unfinished() {
        ConnectionStatus status = connection.status();
        return status.inFlight() == 0 && status.changeStreams() == 0
                ? List.of()
                : List.of("connection " + status.connection() + " has work in flight: " + status.inFlight()
                        + " operations, cursors or transactions, " + status.changeStreams() + " change streams");
    }

    @Override
    public void close() {
        registry.close();
    }
}
