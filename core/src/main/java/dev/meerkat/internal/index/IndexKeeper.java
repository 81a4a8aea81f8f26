package dev.meerkat.internal.index;

import dev.meerkat.model.ConnectionIndexes;
import dev.meerkat.model.IndexDefinition;
import dev.meerkat.model.IndexReport;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the indexes of a connection's models: after each open, and when a model is registered later, one thread does what each model's
 * policy says, one model after the other, and ends.
 *
 * <p>Thread safety: safe. {@link #lock} guards the models, what is due and the present open; under it a thread is started, never waited
 * for, and neither the driver nor a listener is called. Source: contract I5, S10.
 */
public final class IndexKeeper {
    private final IndexGround ground;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<ModelIndexes> models = new ArrayList<>();
    private final Deque<ModelIndexes> due = new ArrayDeque<>();
    private IndexGround.@Nullable Opening opening;
    private boolean working;

    /** Makes a keeper without models. */
    public IndexKeeper(IndexGround ground) {
        this.ground = ground;
    }

    /** A model's indexes, for explicit calls; Meerkat itself does nothing about them before they are registered. */
    public ModelIndexes of(IndexTarget target) {
        return new ModelIndexes(this, ground, target);
    }

    /** Takes a model in; on an open connection its run begins at once, in the background. Never waits. */
    public void register(ModelIndexes model) {
        lock.lock();
        try {
            models.add(model);
            IndexGround.Opening present = opening;
            if (present != null && present.live()) {
                due.add(model);
                begin(present);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Forgets a model; its indexes stay as they are. */
    public void remove(ModelIndexes model) {
        lock.lock();
        try {
            models.remove(model);
            due.remove(model);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Begins the runs of all models: the connection was opened. Does nothing in an open that is over, which another may have followed. */
    public void opened(IndexGround.Opening present) {
        lock.lock();
        try {
            if (!present.live()) {
                return;
            }
            opening = present;
            working = false;
            due.clear();
            due.addAll(models);
            if (!due.isEmpty()) {
                begin(present);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Lets whoever waits see that the connection was closed. */
    public void closed() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void begin(IndexGround.Opening present) {
        if (!working) {
            working = true;
            present.start(new IndexRuns(ground, this, present));
        }
    }

    /** The next model to run in that open; null ends the thread. */
    @Nullable
    ModelIndexes next(IndexGround.Opening of) {
        lock.lock();
        try {
            if (opening != of) {
                return null;
            }
            ModelIndexes next = of.live() ? due.poll() : null;
            working = next != null;
            return next;
        } finally {
            lock.unlock();
        }
    }

    /** The thread of that open ended before its work did; a model registered later begins another. */
    void stopped(IndexGround.Opening of) {
        lock.lock();
        try {
            working &= opening != of;
        } finally {
            lock.unlock();
        }
    }

    void done(ModelIndexes model, IndexGround.Opening in, IndexReport report) {
        lock.lock();
        try {
            model.report(report);
            model.doneIn = in;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits a while, or until the open is over. */
    void pause(Duration length, IndexGround.Opening in) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            for (long left = length.toNanos(); left > 0 && in.live(); ) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    void await(Collection<ModelIndexes> awaited, Duration timeout) {
        lock.lock();
        try {
            for (long left = timeout.toNanos(); !allDone(awaited); left = changed.awaitNanos(left)) {
                if (ground.over()) {
                    throw Waits.closed(ground.connection());
                }
                if (left <= 0) {
                    throw Waits.late(ground.connection(), timeout);
                }
            }
        } catch (InterruptedException interrupted) {
            throw Waits.interrupted(ground.connection(), interrupted);
        } finally {
            lock.unlock();
        }
    }

    private boolean allDone(Collection<ModelIndexes> awaited) {
        IndexGround.Opening present = opening;
        return present != null
                && present.live()
                && awaited.stream().allMatch(each -> each.doneIn == present || !models.contains(each));
    }

    /** What other models declare for the same collection. */
    List<IndexDefinition> othersThan(ModelIndexes model) {
        String place = model.target().place().getFullName();
        return snapshot().stream()
                .filter(each ->
                        each != model && each.target().place().getFullName().equals(place))
                .flatMap(each -> each.target().definitions().stream())
                .toList();
    }

    private List<ModelIndexes> snapshot() {
        lock.lock();
        try {
            return List.copyOf(models);
        } finally {
            lock.unlock();
        }
    }

    /** The indexes of some of the models. */
    public ConnectionIndexes only(Supplier<List<ModelIndexes>> some) {
        return new SomeIndexes(this, some);
    }
}
