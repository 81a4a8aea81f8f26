package dev.meerkat.contract.frame;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Application threads that call a connection: started together or alone, with what came of each. */
public final class Callers {
    private static final Set<Thread.State> BLOCKED =
            EnumSet.of(Thread.State.WAITING, Thread.State.TIMED_WAITING, Thread.State.BLOCKED);

    private Callers() {}

    /** One call that may throw. */
    @FunctionalInterface
    public interface Deed {
        /** Calls, as the caller of that number. */
        void run(int caller) throws Exception;
    }

    /** Lets {@code count} threads do the deed at the same moment; returns what each threw, nothing for those that returned. */
    public static List<Throwable> together(int count, Deed deed) {
        CyclicBarrier barrier = new CyclicBarrier(count);
        List<Caller> callers = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            int own = number;
            callers.add(start(() -> {
                barrier.await(20, TimeUnit.SECONDS);
                deed.run(own);
                return own;
            }));
        }
        List<Throwable> thrown = new ArrayList<>();
        for (Caller caller : callers) {
            Throwable failure = caller.outcome(Duration.ofSeconds(25));
            if (failure != null) {
                thrown.add(failure);
            }
        }
        return thrown;
    }

    /** Starts a call on a thread of its own. */
    public static Caller start(Callable<?> call) {
        return new Caller(call);
    }

    /** One call on a thread of its own. */
    public static final class Caller {
        private final CountDownLatch ended = new CountDownLatch(1);
        private final Thread thread;
        private volatile @Nullable Throwable failure;
        private volatile @Nullable Object result;
        private volatile boolean flag;
        private volatile long endedAt;

        private Caller(Callable<?> call) {
            thread = new Thread(() -> run(call), "caller");
            thread.setDaemon(true);
            thread.start();
        }

        private void run(Callable<?> call) {
            try {
                result = call.call();
            } catch (Throwable thrown) {
                failure = thrown;
            } finally {
                endedAt = System.nanoTime();
                flag = Thread.currentThread().isInterrupted();
                ended.countDown();
            }
        }

        /** Waits until the thread is blocked in its call. */
        public void awaitWaiting() {
            await().pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(5))
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> BLOCKED.contains(thread.getState()));
        }

        /** Interrupts the thread. */
        public void interrupt() {
            thread.interrupt();
        }

        /** Whether the call has ended. */
        public boolean ended() {
            return ended.getCount() == 0;
        }

        /** Waits for the end; what the call threw, null if it returned. */
        public @Nullable Throwable outcome(Duration patience) {
            try {
                if (!ended.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new AssertionError(
                            "the call did not end within " + patience + ": " + List.of(thread.getStackTrace()));
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted", interrupted);
            }
            return failure;
        }

        /** Waits for the end and returns what the call threw. */
        public Throwable failure(Duration patience) throws InterruptedException, TimeoutException {
            Throwable thrown = outcome(patience);
            if (thrown == null) {
                throw new AssertionError("the call returned " + result);
            }
            return thrown;
        }

        /** Waits for the end and returns what the call returned. */
        public @Nullable Object result(Duration patience) {
            Throwable thrown = outcome(patience);
            if (thrown != null) {
                throw new AssertionError("the call threw", thrown);
            }
            return result;
        }

        /** The thread's interrupt flag when the call ended. */
        public boolean flagAtEnd() {
            return flag;
        }

        /** {@link System#nanoTime()} when the call ended. */
        public long endedAt() {
            return endedAt;
        }
    }
}
