package dev.meerkat.internal.watch;

import com.mongodb.client.model.changestream.ChangeStreamDocument;
import dev.meerkat.ConnectionState;
import dev.meerkat.diagnosis.Diagnosis;
import dev.meerkat.diagnosis.Problem;
import dev.meerkat.error.ChangeStreamEndedException;
import dev.meerkat.error.ConnectionUnavailableException;
import dev.meerkat.error.MeerkatException;
import dev.meerkat.error.WaitInterruptedException;
import dev.meerkat.watch.ChangeStream;
import dev.meerkat.watch.ChangeStreamState;
import dev.meerkat.watch.StreamEnd;
import dev.meerkat.watch.StreamEnd.Reason;
import dev.meerkat.watch.WatchOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A change stream and the thread that reads it. The thread lives while the connection is open: it reads, and after a failure waits for the
 * connection and opens the server's cursor again after the last token.
 *
 * <p>Thread safety: safe. {@link #lock} guards the thread, the end and whether the thread may be interrupted, which it may while it waits for
 * the connection only; nothing is called under it. Source: contract I7.
 */
final class SupervisedStream<T> implements ChangeStream, Course {
    private static final Logger LOG = LoggerFactory.getLogger("dev.meerkat.watch");
    private static final Duration OTHERWISE = Duration.ofSeconds(1);

    private final Ground ground;
    private final String namespace;
    private final String threadName;
    private final WatchOptions options;
    private final Consumer<SupervisedStream<?>> gone;
    private final Position position;
    private final Reading<T> reading;
    private final RandomGenerator random = RandomGenerator.getDefault();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private @Nullable Thread thread;
    private boolean interruptible;
    private volatile boolean open;
    private volatile @Nullable StreamEnd end;
    private volatile @Nullable Diagnosis lastFailure;

    /** Makes a stream that has not begun; {@code gone} is told when it has ended. */
    SupervisedStream(
            Ground ground,
            Watched<T> watched,
            int number,
            WatchOptions options,
            Consumer<? super ChangeStreamDocument<T>> listener,
            Consumer<SupervisedStream<?>> gone) {
        this.ground = ground;
        this.namespace = watched.namespace();
        this.threadName = "meerkat-" + ground.connection() + "-watch-" + number;
        this.options = options;
        this.gone = gone;
        this.position = new Position(options);
        Delivery<T> delivery = new Delivery<>(ground, position, options, listener, this);
        this.reading = new Reading<>(ground, watched, options, position, delivery, this);
    }

    @Override
    public String namespace() {
        return namespace;
    }

    @Override
    public ChangeStreamState state() {
        if (end != null) {
            return ChangeStreamState.ENDED;
        }
        boolean there = open && ground.state() == ConnectionState.CONNECTED;
        return there ? ChangeStreamState.OPEN : ChangeStreamState.WAITING;
    }

    @Override
    public Optional<BsonDocument> lastToken() {
        return position.token();
    }

    @Override
    public Optional<StreamEnd> end() {
        return Optional.ofNullable(end);
    }

    @Override
    public boolean going() {
        return end == null;
    }

    /** Starts the thread unless it runs, or the connection is not open, or the stream has ended. */
    void wake() {
        lock.lock();
        try {
            if (thread == null && end == null && !over(ground.state())) {
                start();
            }
        } finally {
            lock.unlock();
        }
    }

    private void start() {
        Thread started = new Thread(this::run, threadName);
        started.setDaemon(true);
        thread = started;
        started.start();
    }

    private static boolean over(ConnectionState state) {
        return state == ConnectionState.NEW || state == ConnectionState.CLOSED || state == ConnectionState.FAILED;
    }

    private void run() {
        boolean parked = false;
        try {
            parked = supervise();
        } catch (RuntimeException | Error broken) {
            LOG.error("[{}] a change stream broke namespace={}", ground.connection(), namespace, broken);
            end(Reason.REFUSED, Diagnosis.of(broken));
        } finally {
            if (!parked) {
                leave();
            }
        }
    }

    /** Reads while the connection is there and waits while it is not; true if the thread is not needed before the next open. */
    private boolean supervise() {
        int failures = 0;
        while (going()) {
            ConnectionState state = ground.state();
            if (state == ConnectionState.CONNECTED) {
                failures = read(failures);
            } else if (!over(state)) {
                awaitOther(state, Long.MAX_VALUE);
            } else if (park()) {
                return true;
            }
        }
        return false;
    }

    private boolean park() {
        lock.lock();
        try {
            boolean parked = end == null && over(ground.state());
            if (parked) {
                thread = null;
                changed.signalAll();
            }
            return parked;
        } finally {
            lock.unlock();
        }
    }

    /** Reads one cursor; returns the number of failures in a row. */
    private int read(int before) {
        try {
            reading.read();
            return 0;
        } catch (RuntimeException failure) {
            Reason reason = StreamFailures.verdict(failure, reading.opened());
            if (reason != null) {
                end(reason, StreamFailures.diagnosis(reason, failure));
                return 0;
            }
            int failures = reading.answered() ? 1 : before + 1;
            interrupted(failure, failures);
            pause(ground.retry().delayAfter(failures, random).orElse(OTHERWISE));
            return failures;
        } finally {
            open = false;
        }
    }

    private void interrupted(RuntimeException failure, int failures) {
        Diagnosis diagnosis = Diagnosis.of(failure);
        lastFailure = diagnosis;
        if (Integer.bitCount(failures) == 1 && !(failure instanceof MeerkatException)) {
            LOG.warn(
                    "[{}] change stream interrupted namespace={} failures={} diagnosis={}",
                    ground.connection(),
                    namespace,
                    failures,
                    diagnosis);
        }
    }

    @Override
    public void opened() {
        lock.lock();
        try {
            open = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        LOG.info("[{}] change stream open namespace={}", ground.connection(), namespace);
    }

    @Override
    public boolean pause(Duration delay) {
        return !awaitOther(ConnectionState.CONNECTED, delay.toNanos()) && going();
    }

    /** Whether the state is another within {@code nanos}; returns early when the stream ends. */
    private boolean awaitOther(ConnectionState state, long nanos) {
        if (!interruptible(true)) {
            return false;
        }
        try {
            return ground.awaitOther(state, nanos);
        } catch (InterruptedException ended) {
            return false;
        } finally {
            interruptible(false);
        }
    }

    /** False if the stream has ended already. */
    private boolean interruptible(boolean now) {
        lock.lock();
        try {
            interruptible = now && end == null;
            if (!now) {
                Thread.interrupted();
            }
            return interruptible;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void end(Reason reason, Diagnosis diagnosis) {
        end(new StreamEnd(reason, Optional.of(diagnosis), position.token(), position.began()));
    }

    @Override
    public void close() {
        end(new StreamEnd(Reason.CLOSED, Optional.empty(), position.token(), position.began()));
    }

    private void end(StreamEnd how) {
        lock.lock();
        try {
            if (end != null) {
                return;
            }
            end = how;
            Thread running = thread;
            if (running == null) {
                start(); // to tell the end
            } else if (interruptible) {
                running.interrupt();
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The last thing the thread of an ended stream does. */
    private void leave() {
        StreamEnd how = end;
        try {
            if (how != null && how.reason() == Reason.CLOSED) {
                LOG.info("[{}] change stream closed namespace={}", ground.connection(), namespace);
            } else if (how != null) {
                tell(how);
            }
        } finally {
            gone.accept(this);
            lock.lock();
            try {
                thread = null;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    private void tell(StreamEnd how) {
        LOG.warn(
                "[{}] change stream ended namespace={} reason={} diagnosis={}",
                ground.connection(),
                namespace,
                how.reason(),
                how.diagnosis().map(Diagnosis::toString).orElse("none"));
        try {
            options.onEnd().accept(how);
        } catch (Throwable failure) {
            ground.listenerFailed(options.onEnd().getClass().getName(), failure);
        }
    }

    @Override
    public ChangeStream awaitOpen(Duration timeout) {
        lock.lock();
        try {
            long left = timeout.toNanos();
            while (!open && end == null && left > 0) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException stopped) {
            throw waitInterrupted(stopped);
        } finally {
            lock.unlock();
        }
        StreamEnd how = end;
        if (how != null) {
            throw ended(how);
        }
        if (!open) {
            throw inVain(timeout);
        }
        return this;
    }

    @Override
    public Optional<StreamEnd> awaitEnd(Duration timeout) {
        lock.lock();
        try {
            long left = timeout.toNanos();
            while ((end == null || alive()) && left > 0) {
                left = changed.awaitNanos(left);
            }
            return alive() ? Optional.empty() : end();
        } catch (InterruptedException stopped) {
            throw waitInterrupted(stopped);
        } finally {
            lock.unlock();
        }
    }

    /** Whether a thread other than the caller's works for the stream. */
    private boolean alive() {
        return thread != null && thread != Thread.currentThread();
    }

    private ChangeStreamEndedException ended(StreamEnd how) {
        Diagnosis diagnosis = how.diagnosis()
                .orElseGet(() -> Diagnosis.of(Problem.CLOSED, "the change stream was closed", null, null));
        return new ChangeStreamEndedException(
                text(diagnosis), diagnosis, diagnosis.cause().orElse(null));
    }

    private ConnectionUnavailableException inVain(Duration waited) {
        Diagnosis diagnosis = Diagnosis.of(
                Problem.AWAIT_TIMEOUT, "the change stream was not open within " + waited.toMillis() + "ms", null, null);
        return new ConnectionUnavailableException(text(diagnosis), diagnosis, lastFailure, null);
    }

    private WaitInterruptedException waitInterrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        Diagnosis diagnosis = Diagnosis.of(
                Problem.WAIT_INTERRUPTED,
                "the thread was interrupted while it waited for the change stream",
                null,
                cause);
        return new WaitInterruptedException(text(diagnosis), diagnosis, cause);
    }

    private String text(Diagnosis diagnosis) {
        return diagnosis.code() + ": " + diagnosis.message() + " (connection=" + ground.connection() + ", namespace="
                + namespace + "). Fix: " + diagnosis.fix();
    }
}
