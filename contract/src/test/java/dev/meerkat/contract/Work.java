package dev.meerkat.contract;

import static org.awaitility.Awaitility.await;

import com.sun.management.OperatingSystemMXBean;
import dev.meerkat.Connection;
import dev.meerkat.ConnectionState;
import dev.meerkat.stats.PoolFigures;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A piece of an application's work on a thread of its own, and how it ended. */
final class Work<T> {
    /** How it ended: with a value or a failure, and when, in {@link System#nanoTime()}. */
    record End<T>(@Nullable T value, @Nullable Throwable failure, long nanos) {}

    private final CompletableFuture<End<T>> end = new CompletableFuture<>();
    private final long begun = System.nanoTime();

    private Work() {}

    /** Begins {@code body} on a new thread called {@code thread}. */
    static <T> Work<T> begin(String thread, Supplier<T> body) {
        Work<T> work = new Work<>();
        Thread worker = new Thread(() -> work.run(body), thread);
        worker.setDaemon(true);
        worker.start();
        return work;
    }

    /** As {@link #begin(String, Supplier)}, for work without a result. */
    static Work<Boolean> begin(String thread, Runnable body) {
        return begin(thread, () -> {
            body.run();
            return true;
        });
    }

    private void run(Supplier<T> body) {
        try {
            T value = body.get();
            end.complete(new End<>(value, null, System.nanoTime()));
        } catch (Throwable failure) {
            end.complete(new End<>(null, failure, System.nanoTime()));
        }
    }

    /** Whether it has ended. */
    boolean ended() {
        return end.isDone();
    }

    /** Its end, waited for. */
    End<T> end() {
        try {
            return end.get(20, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("the work did not end", e);
        }
    }

    /** Its value; an error if it failed. */
    T value() {
        End<T> ended = end();
        if (ended.failure() != null) {
            throw new AssertionError("the work failed", ended.failure());
        }
        return Objects.requireNonNull(ended.value());
    }

    /** Its failure; an error if it succeeded. */
    Throwable failure() {
        End<T> ended = end();
        Throwable failure = ended.failure();
        if (failure == null) {
            throw new AssertionError("the work succeeded with " + ended.value());
        }
        return failure;
    }

    /** From its beginning to its end. */
    Duration took() {
        return Duration.ofNanos(end().nanos() - begun);
    }

    /** Waits until {@code count} callers wait at the gate. */
    static void awaitWaiting(Connection connection, int count) {
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(2))
                .until(() -> connection.status().waiting() == count);
    }

    /** Waits until {@code count} pieces of work are in flight. */
    static void awaitInFlight(Connection connection, long count) {
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(2))
                .until(() -> connection.status().inFlight() == count);
    }

    /** Waits until {@code count} pooled connections are lent, over all servers. */
    static void awaitPoolInUse(Connection connection, int count) {
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(2))
                .until(() -> connection.status().pools().stream()
                                .mapToInt(PoolFigures::inUse)
                                .sum()
                        == count);
    }

    /** Processor time of this JVM, in nanoseconds, while {@code span} goes by. */
    static long processorTimeOver(Duration span) {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        long before = system.getProcessCpuTime();
        await().pollDelay(span).until(() -> true);
        return system.getProcessCpuTime() - before;
    }

    /** Waits for a state. */
    static void awaitState(Connection connection, ConnectionState state) {
        await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(2)).until(() -> connection.state() == state);
    }
}
