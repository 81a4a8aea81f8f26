package dev.meerkat.internal.doctor;

import dev.meerkat.diagnosis.Diagnosis;
import dev.meerkat.diagnosis.Problem;
import dev.meerkat.error.WaitInterruptedException;
import dev.meerkat.internal.time.TimeSource;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Questions that may hang, all asked at once, each on a daemon thread of its own, so that whoever asks can walk away.
 *
 * <p>A thread left behind in a look-up or a connect ends by itself, later. Thread safety: safe.
 */
final class Inquiries {
    private final TimeSource time;
    private final Patience patience;

    Inquiries(TimeSource time, Patience patience) {
        this.time = time;
        this.patience = patience;
    }

    /** Asks one thing. */
    interface Question<K, T> {
        T answer(K about) throws Exception;
    }

    /**
     * What came of a question: a value, a failure, or neither when the time was up.
     *
     * @param took the time until then
     */
    record Answer<T>(@Nullable T value, @Nullable Throwable failure, Duration took) {}

    /** Asks about one thing, for at most {@code limit}. */
    <K, T> Answer<T> ask(K about, Question<K, T> question, Duration limit) {
        return askAll(List.of(about), question, limit).values().iterator().next();
    }

    /** Asks about each of these at the same time, for at most {@code limit} in all; the answers are in the same order. */
    <K, T> Map<K, Answer<T>> askAll(Collection<K> about, Question<K, T> question, Duration limit) {
        Map<K, FutureTask<Answer<T>>> asked = new LinkedHashMap<>();
        about.forEach(each -> asked.put(each, start(each, question)));
        long began = time.nanos();
        long end = began + patience.atMost(limit).toNanos();
        Map<K, Answer<T>> answers = new LinkedHashMap<>();
        asked.forEach((each, task) -> answers.put(each, await(task, began, end)));
        return answers;
    }

    private <K, T> FutureTask<Answer<T>> start(K about, Question<K, T> question) {
        long began = time.nanos();
        FutureTask<Answer<T>> task = new FutureTask<>(() -> {
            try {
                return new Answer<>(question.answer(about), null, since(began));
            } catch (Exception | LinkageError failure) {
                return new Answer<>(null, failure, since(began));
            }
        });
        Thread thread = new Thread(task, "meerkat-(doctor)-asks-" + about);
        thread.setDaemon(true);
        thread.start();
        return task;
    }

    private <T> Answer<T> await(FutureTask<Answer<T>> task, long began, long end) {
        try {
            return task.get(Math.max(0, end - time.nanos()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            task.cancel(true);
            return new Answer<>(null, null, since(began));
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible.getCause());
        } catch (InterruptedException interrupted) {
            throw interrupted(interrupted);
        }
    }

    /** What whoever examines is told when its thread is interrupted; the thread stays marked as such. */
    static WaitInterruptedException interrupted(Exception cause) {
        Thread.currentThread().interrupt();
        Diagnosis told = Diagnosis.of(
                Problem.WAIT_INTERRUPTED, "the thread was interrupted while the doctor asked", null, cause);
        return new WaitInterruptedException(told.toString(), told, cause);
    }

    private Duration since(long began) {
        return Duration.ofNanos(time.nanos() - began);
    }
}
