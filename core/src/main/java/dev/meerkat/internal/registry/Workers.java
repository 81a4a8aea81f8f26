package dev.meerkat.internal.registry;

import dev.meerkat.internal.lifecycle.GuardedConnection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The workers of a registry, one for each connection at most. Thread safety: safe. */
public final class Workers {
    private final ConcurrentMap<GuardedConnection, NamedWorker> workers = new ConcurrentHashMap<>();

    /** The connections that workers have, opened or not yet. */
    private final Set<GuardedConnection> meant = ConcurrentHashMap.newKeySet();

    /** Whoever opens {@code connection} next is a worker. */
    public void expect(GuardedConnection connection) {
        meant.add(connection);
    }

    /** Whether {@code connection} is a worker's. */
    public boolean work(GuardedConnection connection) {
        return meant.contains(connection);
    }

    /** The worker on {@code connection}, made if there is none that works. */
    public NamedWorker worker(GuardedConnection connection) {
        return workers.compute(
                connection, (same, known) -> known == null || known.stopping() ? new NamedWorker(same) : known);
    }

    /** Waits for a stop of the worker on {@code connection} that runs: it closes the connection at its end. */
    public void awaitStopped(GuardedConnection connection) {
        NamedWorker known = workers.get(connection);
        if (known != null && known.stopping()) {
            known.stop();
        }
    }

    /** Those that have not stopped yet; a stopped one has no say in its connection any more. */
    public List<NamedWorker> running() {
        return workers.values().stream().filter(worker -> !worker.stopped()).toList();
    }

    /** Takes a worker out, without stopping it. */
    public Optional<NamedWorker> remove(GuardedConnection connection) {
        meant.remove(connection);
        return Optional.ofNullable(workers.remove(connection));
    }
}
