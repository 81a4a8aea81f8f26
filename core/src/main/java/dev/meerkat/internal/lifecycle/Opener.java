package dev.meerkat.internal.lifecycle;

import static java.util.Objects.requireNonNull;

import dev.meerkat.ConnectionState;
import dev.meerkat.diagnosis.Problem;
import dev.meerkat.internal.dispatch.Dispatcher;
import dev.meerkat.internal.time.TimeSource;
import dev.meerkat.internal.watch.Streams;
import dev.meerkat.options.ConnectionOptions;
import dev.meerkat.options.Startup;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** How callers open a connection and wait for it. Thread safety: safe. Source: contract O1, E5, S11, S12. */
final class Opener {
    private final String connection;
    private final TimeSource time;
    private final StateCell cell;
    private final Lifecycle lifecycle;
    private final Dispatcher dispatcher;
    private final Waiting waiting;
    private final Streams streams;

    Opener(
            String connection,
            TimeSource time,
            StateCell cell,
            Lifecycle lifecycle,
            Dispatcher dispatcher,
            Waiting waiting,
            Streams streams) {
        this.connection = connection;
        this.time = time;
        this.cell = cell;
        this.lifecycle = lifecycle;
        this.dispatcher = dispatcher;
        this.waiting = waiting;
        this.streams = streams;
    }

    /** Begins or joins; waits only for a close that runs, and throws what stands in the way. */
    Lifecycle.Opening begin(ConnectionOptions wanted) {
        wanted.uri();
        while (true) {
            Lifecycle.Opening opening = lifecycle.open(wanted);
            if (!(opening instanceof Lifecycle.Opening.Draining draining)) {
                return allowed(opening);
            }
            waiting.forResult(draining.closing());
        }
    }

    private Lifecycle.Opening allowed(Lifecycle.Opening opening) {
        if (opening instanceof Lifecycle.Opening.Conflict conflict) {
            throw waiting.conflict(conflict.differing());
        }
        if (opening instanceof Lifecycle.Opening.Removed) {
            throw waiting.removed();
        }
        streams.wake();
        return opening;
    }

    /** The other half of an open: waits as {@code wanted} says, until what happened was told. */
    void await(Lifecycle.Opening opening, ConnectionOptions wanted) {
        Duration limit = wanted.startupTimeout().orElse(TimeSource.FOR_EVER);
        if (opening instanceof Lifecycle.Opening.Running running) {
            if (wanted.startup() == Startup.REQUIRED) {
                waiting.forFirst(running.session(), limit, cell, dispatcher);
            }
        } else if (opening instanceof Lifecycle.Opening.Interrupted) {
            awaitConnected(limit);
        }
        dispatcher.awaitDelivered();
    }

    /** As both halves, without waiting: it has begun on return, unless a close runs. What stands in the way is in the future. */
    CompletableFuture<Void> openAsync(ConnectionOptions wanted) {
        try {
            wanted.uri();
            Lifecycle.Opening opening = lifecycle.open(wanted);
            if (opening instanceof Lifecycle.Opening.Draining) {
                return apart(() -> await(begin(wanted), wanted));
            }
            Lifecycle.Opening begun = allowed(opening);
            return apart(() -> await(begun, wanted));
        } catch (RuntimeException refused) {
            return CompletableFuture.failedFuture(refused);
        }
    }

    private CompletableFuture<Void> apart(Runnable wait) {
        return CompletableFuture.runAsync(wait, task -> {
            Thread thread = new Thread(task, "meerkat-" + connection + "-open");
            thread.setDaemon(true);
            thread.start();
        });
    }

    /** Waits while it connects or is interrupted; throws unless it is connected then. */
    void awaitConnected(Duration timeout) {
        long end = time.nanos() + timeout.toNanos();
        StateCell.Snapshot now = cell.snapshot();
        while (now.state() == ConnectionState.CONNECTING || now.state() == ConnectionState.INTERRUPTED) {
            waiting.forOther(cell, now.state(), Duration.ofNanos(Math.max(0, end - time.nanos())), timeout);
            now = cell.snapshot();
        }
        dispatcher.awaitDelivered();
        switch (now.state()) {
            case CONNECTED -> {}
            case FAILED -> throw waiting.failed(Outcome.gaveUp(requireNonNull(now.diagnosis()), lifecycle.attempt()));
            case NEW -> throw waiting.closed(Problem.NOT_OPENED, "the connection was never opened");
            default ->
                throw lifecycle.removed()
                        ? waiting.removed()
                        : waiting.closed(Problem.CLOSED, "the connection is closed");
        }
    }
}
