package dev.meerkat.cli.run;

import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/**
 * What ends a run: a signal, the end of its time, or a reason of the run's own. Once asked for it stays asked for.
 *
 * <p>Thread safety: safe.
 */
public final class Stop {
    private final CompletableFuture<Boolean> requested = new CompletableFuture<>();
    private final AtomicInteger firstSignal = new AtomicInteger();
    private final IntConsumer force;

    /** A stop that no signal reaches. */
    public Stop() {
        this(signal -> {});
    }

    /** A stop whose second signal calls {@code force} with the signal's number. */
    Stop(IntConsumer force) {
        this.force = force;
    }

    /** A stop that SIGINT and SIGTERM ask for; a second signal ends the JVM at once with 128 + its number. */
    public static Stop onSignals() {
        Stop stop = new Stop(signal -> Runtime.getRuntime().halt(128 + signal));
        PlatformSignals.handle("INT", stop::signalled);
        PlatformSignals.handle("TERM", stop::signalled);
        return stop;
    }

    /** Asks for the stop. */
    public void request() {
        requested.complete(true);
    }

    /** Asks for the stop in so much time from now. */
    public void requestAfter(Duration time) {
        CompletableFuture.delayedExecutor(time.toNanos(), TimeUnit.NANOSECONDS).execute(this::request);
    }

    /** Asks for the stop in the name of a signal; the second one forces. */
    void signalled(int signal) {
        if (!firstSignal.compareAndSet(0, signal)) {
            force.accept(signal);
        }
        request();
    }

    /** Whether it was asked for. */
    public boolean requested() {
        return requested.isDone();
    }

    /** The first signal's number, empty without one; may come after a stop that had another reason. */
    public OptionalInt signal() {
        int signal = firstSignal.get();
        return signal == 0 ? OptionalInt.empty() : OptionalInt.of(signal);
    }

    /** Waits until it is asked for. An interrupt asks for it too. */
    public void await() {
        awaitOr(new CompletableFuture<>());
    }

    /** As {@link #await()}, or until {@code other} is done. */
    public void awaitOr(CompletableFuture<?> other) {
        try {
            CompletableFuture.anyOf(requested, other).get();
        } catch (ExecutionException failed) {
            // Done as well.
        } catch (InterruptedException interrupted) {
            interrupted();
        }
    }

    /** As {@link #await()}, at most for {@code time}; whether it was asked for. */
    public boolean await(Duration time) {
        try {
            return requested.get(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException elapsed) {
            return false;
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        } catch (InterruptedException interrupted) {
            interrupted();
            return true;
        }
    }

    private void interrupted() {
        Thread.currentThread().interrupt();
        request();
    }
}
