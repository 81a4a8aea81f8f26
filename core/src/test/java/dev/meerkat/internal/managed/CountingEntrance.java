package dev.meerkat.internal.managed;

import dev.meerkat.internal.gate.Admission;
import dev.meerkat.internal.gate.Generation;
import dev.meerkat.internal.gate.Origin;
import dev.meerkat.internal.gate.TestAdmission;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** An entrance that counts, and that drains and refuses when told. */
final class CountingEntrance implements Entrance {
    record Admitted(
            String operation, String namespace, boolean read, boolean within, boolean stream, long timeoutMillis) {}

    /** What a drained entrance throws; the real gate's exception needs a diagnosis. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private final List<Admitted> admitted = new CopyOnWriteArrayList<>();
    private final AtomicInteger held = new AtomicInteger();
    private final AtomicInteger streams = new AtomicInteger();
    private final Set<Thread> inside = ConcurrentHashMap.newKeySet();
    private final List<Runnable> ends = new CopyOnWriteArrayList<>();
    private volatile @Nullable Generation generation;
    private volatile boolean draining;

    CountingEntrance(@Nullable Generation generation) {
        this.generation = generation;
    }

    void generation(@Nullable Generation next) {
        generation = next;
    }

    void drain() {
        draining = true;
        ends.forEach(Runnable::run);
    }

    void reopen(Generation next) {
        generation = next;
        draining = false;
    }

    /** Operations, cursors and transactions in flight. */
    int held() {
        return held.get();
    }

    int streams() {
        return streams.get();
    }

    List<Admitted> admitted() {
        return new ArrayList<>(admitted);
    }

    Admitted last() {
        return admitted.get(admitted.size() - 1);
    }

    @Override
    public Admission admit(String operation, Origin origin, boolean read, @Nullable Admission within) {
        Generation now = within != null ? within.generation() : generation;
        if (now == null || (draining && within == null && !inside.contains(Thread.currentThread()))) {
            throw new Refused();
        }
        admitted.add(new Admitted(operation, origin.namespace(), read, within != null, false, origin.timeoutMillis()));
        Thread caller = Thread.currentThread();
        boolean outermost = inside.add(caller);
        held.incrementAndGet();
        return new TestAdmission(now, () -> {
            held.decrementAndGet();
            if (outermost) {
                inside.remove(caller);
            }
        });
    }

    @Override
    public Admission admitChangeStream(String operation, Origin origin, Runnable end) {
        Generation now = generation;
        if (now == null || draining) {
            throw new Refused();
        }
        admitted.add(new Admitted(operation, origin.namespace(), true, false, true, origin.timeoutMillis()));
        ends.add(end);
        streams.incrementAndGet();
        return new TestAdmission(now, streams::decrementAndGet);
    }
}
