package dev.meerkat.internal.registry;

import dev.meerkat.Connection;
import dev.meerkat.Worker;
import dev.meerkat.internal.lifecycle.GuardedConnection;
import dev.meerkat.internal.time.TimeSource;
import dev.meerkat.stats.DrainReport;
import dev.meerkat.stats.WorkerReport;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A worker of a registry. Thread safety: safe. Source: contract C4. */
public final class NamedWorker implements Worker {
    private static final Logger LOG = LoggerFactory.getLogger("dev.meerkat.worker");

    /** What letting go of the source may take when the grace is used up; a single step has half of it. */
    private static final Duration LAST = Duration.ofSeconds(1);

    private final GuardedConnection connection;
    private final TimeSource time = TimeSource.SYSTEM;
    private final Tray tray = new Tray(time);
    private final Steps stopTaking;
    private final Steps letGo;
    private final AtomicBoolean begun = new AtomicBoolean();
    private final CompletableFuture<WorkerReport> stopped = new CompletableFuture<>();

    /** A worker that works on {@code connection}. */
    public NamedWorker(GuardedConnection connection) {
        this.connection = connection;
        this.stopTaking = new Steps(connection.name(), "stop-taking", time);
        this.letGo = new Steps(connection.name(), "let-go", time);
    }

    @Override
    public String name() {
        return connection.name();
    }

    @Override
    public Connection connection() {
        return connection;
    }

    @Override
    public int capacity() {
        int pool = connection.options().maxPoolSize();
        return pool == 0 ? Integer.MAX_VALUE : pool;
    }

    @Override
    public Worker onStop(Runnable step) {
        stopTaking.add(step);
        return this;
    }

    @Override
    public Worker onFinished(Runnable step) {
        letGo.add(step);
        return this;
    }

    @Override
    public Optional<Taken> take() {
        return tray.take();
    }

    @Override
    public boolean stopping() {
        return tray.isShut();
    }

    @Override
    public WorkerReport stop() {
        return connection.result(stopAsync(grace()));
    }

    /** Whether its stop is over. */
    boolean stopped() {
        return stopped.isDone();
    }

    /** The time for its stop. */
    public Duration grace() {
        return connection.options().closeGrace();
    }

    /** Begins to stop, with {@code grace} for all of it, or joins the stop that runs. */
    public CompletableFuture<WorkerReport> stopAsync(Duration grace) {
        if (begun.compareAndSet(false, true)) {
            tray.shut();
            long end = time.nanos() + grace.toNanos();
            Thread thread = new Thread(() -> end(end), "meerkat-" + name() + "-stop");
            thread.setDaemon(true);
            thread.start();
        }
        return stopped;
    }

    private void end(long end) {
        try {
            stopTaking.run(end);
            Tray.Rest rest = tray.awaitEmpty(end);
            letGo.run(Math.max(end, time.nanos() + LAST.toNanos()));
            Duration left = Duration.ofNanos(Math.max(0, end - time.nanos()));
            DrainReport drain = connection.closeAsync(left).join();
            connection.awaitDelivered();
            WorkerReport report = new WorkerReport(rest.finished(), rest.left(), rest.waited(), drain);
            LOG.info("[{}] worker stopped report={}", name(), report);
            stopped.complete(report);
        } catch (InterruptedException | RuntimeException broken) {
            stopped.completeExceptionally(broken);
        }
    }
}
