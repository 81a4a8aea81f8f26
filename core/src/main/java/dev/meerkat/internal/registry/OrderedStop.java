package dev.meerkat.internal.registry;

import dev.meerkat.internal.lifecycle.GuardedConnection;
import dev.meerkat.internal.time.TimeSource;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Stops workers first, then the connections, each group in parallel, within one deadline for all: the longest grace of the workers and the
 * longest grace of the other connections together. Immutable. Source: contract C4.
 */
public final class OrderedStop {
    private final TimeSource time;
    private final List<NamedWorker> workers;
    private final Supplier<List<GuardedConnection>> others;

    /** Prepares the stop of these; {@code others} is asked anew when the workers, who may open some, have stopped. */
    public OrderedStop(TimeSource time, List<NamedWorker> workers, Supplier<List<GuardedConnection>> others) {
        this.time = time;
        this.workers = workers;
        this.others = others;
    }

    /**
     * Stops them; returns when all is told.
     *
     * @param workersStopped called between the two groups
     * @return what is left of the time
     */
    public Duration run(Runnable workersStopped) {
        Duration first = longest(workers.stream().map(NamedWorker::grace));
        Duration second = longest(others.get().stream().map(GuardedConnection::grace));
        long end = time.nanos() + first.plus(second).toNanos();
        join(workers.stream().map(worker -> worker.stopAsync(worker.grace())).toList());
        workersStopped.run();
        List<GuardedConnection> connections = others.get();
        Duration left = until(end);
        join(connections.stream().map(each -> each.closeAsync(left)).toList());
        connections.forEach(GuardedConnection::awaitDelivered);
        return until(end);
    }

    private Duration until(long end) {
        return Duration.ofNanos(Math.max(0, end - time.nanos()));
    }

    private static void join(List<? extends CompletableFuture<?>> running) {
        running.forEach(each -> each.exceptionally(failed -> null).join());
    }

    private static Duration longest(Stream<Duration> graces) {
        return graces.max(Comparator.naturalOrder()).orElse(Duration.ZERO);
    }
}
