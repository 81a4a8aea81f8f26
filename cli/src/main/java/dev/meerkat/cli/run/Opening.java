package dev.meerkat.cli.run;

import dev.meerkat.Connection;
import dev.meerkat.ConnectionRegistry;
import dev.meerkat.cli.io.Streams;
import dev.meerkat.diagnosis.Diagnosis;
import dev.meerkat.error.ConnectFailedException;
import dev.meerkat.error.ConnectionClosedException;
import dev.meerkat.event.Failed;
import dev.meerkat.event.Opened;
import dev.meerkat.options.ConnectionOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The first connect of a command, and what became of it. A connect that gives up asks for the command's stop.
 *
 * <p>Thread safety: safe.
 */
public final class Opening {
    private final Connection connection;
    private final Stop stop;
    private final CompletableFuture<Void> opened = new CompletableFuture<>();
    private volatile @Nullable Diagnosis gaveUp;
    private volatile @Nullable Throwable broken;

    private Opening(Connection connection, Stop stop) {
        this.connection = connection;
        this.stop = stop;
    }

    /**
     * Begins to open the default connection. Listeners subscribed before have seen all events of a connect that gave up when {@code stop}
     * is asked for.
     *
     * @throws dev.meerkat.error.InvalidOptionsException when options are missing or cannot be
     */
    public static Opening begin(ConnectionRegistry registry, ConnectionOptions options, Stop stop) {
        Opening opening = new Opening(registry.connection(), stop);
        opening.connection.on(Opened.class, event -> opening.opened.complete(null));
        opening.connection.on(Failed.class, opening::failed);
        registry.connectAsync(options).whenComplete((done, failure) -> {
            if (failure != null) {
                opening.threw(failure);
            }
        });
        return opening;
    }

    private void failed(Failed event) {
        gaveUp = event.diagnosis();
        stop.request();
    }

    private void threw(Throwable failure) {
        Throwable cause = failure instanceof CompletionException wrapped && wrapped.getCause() != null
                ? wrapped.getCause()
                : failure;
        // The event tells the first; the second is our own close.
        if (!(cause instanceof ConnectFailedException) && !(cause instanceof ConnectionClosedException)) {
            broken = cause;
            stop.request();
        }
    }

    /** Waits until the connection is open; false when the stop was asked for before. */
    public boolean awaitOpened() {
        stop.awaitOr(opened);
        return opened();
    }

    /** Waits until the connection is open or the stop is asked for, at most for {@code time}; whether one of the two is the case. */
    public boolean awaitDecided(Duration time) {
        stop.awaitOr(opened.copy().completeOnTimeout(null, time.toMillis(), TimeUnit.MILLISECONDS));
        return opened() || stop.requested();
    }

    /** Whether the connection has been open. */
    public boolean opened() {
        return opened.isDone();
    }

    /** Whether the connect gave up. */
    public boolean gaveUp() {
        return gaveUp != null;
    }

    /**
     * How the connect went so far: exit code 4 when it gave up, or when it has not been open yet.
     *
     * @throws RuntimeException what neither the options nor the deployment can be blamed for
     */
    public Result result() {
        Throwable unforeseen = broken;
        if (unforeseen instanceof RuntimeException thrown) {
            throw thrown;
        }
        Diagnosis cause = gaveUp;
        if (cause != null) {
            return new Result(ExitCode.NO_CONNECTION, Optional.of(cause.toString()));
        }
        if (!opened()) {
            String when = stop.signal().isPresent()
                    ? "a signal came before there was a connection"
                    : "there was no connection before the time was over";
            String last = connection
                    .status()
                    .diagnosis()
                    .map(known -> ". Last failure: " + known)
                    .orElse(". Fix: give it more time");
            return new Result(ExitCode.NO_CONNECTION, Optional.of(when + last));
        }
        return new Result(ExitCode.OK, Optional.empty());
    }

    /**
     * What a connect means for the command.
     *
     * @param code the exit code so far
     * @param failure what to say about it
     */
    public record Result(int code, Optional<String> failure) {
        /** Says what is to be said and returns the exit code of a command that only showed things and is over now. */
        public int end(Streams streams, Stop stop) {
            if (streams.unwritten()) {
                return ExitCode.after(stop.signal(), StandardOutput.end(streams));
            }
            failure.ifPresent(streams::error);
            return ExitCode.after(stop.signal(), code);
        }
    }
}
