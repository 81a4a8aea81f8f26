package dev.meerkat.internal.registry;

import dev.meerkat.internal.lifecycle.GuardedConnection;
import dev.meerkat.internal.time.TimeSource;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * Stops workers first, then the connections, each group in parallel, within one deadline for all: the longest grace of the workers and the
 * longest grace of the other connections together. Immutable. Source: contract C4.
 */
public final class OrderedStop {
    private final TimeSource time;
    private final List<NamedWorker> workers;
    private final List<GuardedConnection> connections;

    /** Prepares the stop of these. */
    public OrderedStop(TimeSource time, List<NamedWorker> workers, List<GuardedConnection> connections) {
        this.time = time;
        this.workers = workers;
        this.connections = connections;
    }

    /** Stops them; returns when all is told. */
    public void run() {
        Duration first = longest(workers.stream().map(NamedWorker::grace));
        Duration second = longest(connections.stream().map(GuardedConnection::grace));
        long end = time.nanos() + first.plus(second).toNanos();
        join(workers.stream().map(worker -> worker.stopAsync(worker.grace())).toList());
        Duration left = Duration.ofNanos(Math.max(0, end - time.nanos()));
        join(connections.stream().map(each -> each.closeAsync(left)).toList());
        connections.forEach(GuardedConnection::awaitDelivered);
    }

    private static void join(List<? extends CompletableFuture<?>> running) {
        running.forEach(each -> each.exceptionally(failed -> null).join());
    }

    private static Duration longest(Stream<Duration> graces) {
        return graces.max(Comparator.naturalOrder()).orElse(Duration.ZERO);
    }
}
