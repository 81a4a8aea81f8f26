package dev.meerkat.internal.leak;

import dev.meerkat.event.ConnectionEvent;
import dev.meerkat.event.ConnectionEvent.Facts;
import dev.meerkat.event.LeakReturned;
import dev.meerkat.event.LeakSuspected;
import dev.meerkat.internal.time.TimeSource;
import dev.meerkat.stats.Leak;
import dev.meerkat.stats.LeakKind;
import java.lang.ref.Cleaner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows what an application holds of one connection, tells what is held for longer than {@code leakThreshold} and what is lost.
 *
 * <p>It has no thread: the connection's guard looks when something may be due, and is woken when that is earlier than it thought. While the
 * threshold is off nothing is followed, so nothing is allocated and no stack is taken.
 *
 * <p>Thread safety: safe. {@link #lock} guards {@link #places} and the step of a suspected holding to its end, so that what is told comes in
 * order; under it an event is queued, nothing else. Source: contract H4, §4 ({@code leakThreshold}).
 */
public final class LeakWatch {
    private static final Logger LOG = LoggerFactory.getLogger(LeakWatch.class);

    /** Follows nothing, ever. */
    public static final LeakWatch OFF = new LeakWatch(TimeSource.SYSTEM, event -> {});

    /** What is held beyond this number is not followed: a leak that large has been told long before. */
    static final int MOST = 10_000;

    /** Places of which nothing is held any more, but something was lost. */
    static final int MOST_PLACES = 256;

    private static final Runnable NOT_FOLLOWED = () -> {};
    private static final long SELDOM = Duration.ofSeconds(1).toNanos();
    private static final long NEVER = TimeSource.FOR_EVER.toNanos();

    /** Made with the first thing that any connection follows. */
    private static final class Collector {
        static final Cleaner CLEANER = Cleaner.create();
    }

    private final TimeSource time;
    private final Consumer<Function<Facts, ConnectionEvent>> teller;
    private final Set<Holding> held = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Place, Suspects> places = new LinkedHashMap<>();

    /** In nanoseconds; 0 while off. */
    private volatile long threshold;

    /** Until when the guard need not look. */
    private volatile long quietUntil;

    /** Whether the garbage collector found something since the last look. */
    private volatile boolean lost;

    private volatile Runnable guard = () -> {};

    /** Follows nothing until a threshold is set; events go to {@code teller}, which queues them. */
    public LeakWatch(TimeSource time, Consumer<Function<Facts, ConnectionEvent>> teller) {
        this.time = time;
        this.teller = teller;
    }

    /** The threshold from now on; empty for off: nothing more becomes suspected then, and nothing is listed. */
    public void threshold(Optional<Duration> limit) {
        threshold = limit.map(Duration::toNanos).orElse(0L);
        quietUntil = time.nanos();
        guard.run();
    }

    /** Who looks from now on: {@code wake} lets it call {@link #look} soon. Must not wait. */
    public void guard(Runnable wake) {
        quietUntil = time.nanos();
        guard = wake;
    }

    /** Whether anything is followed at all; one volatile read. */
    public boolean on() {
        return threshold > 0;
    }

    /**
     * Follows something from now on.
     *
     * @param operation the method that began it
     * @param owner the object in the application's hands; nothing else given here may reach it
     * @param release gives its share of the gate back, at once; called only if it is lost
     * @param end ends what stands behind it, for which a server may be asked; called only if it is lost, after {@code release}
     * @return what to call when it is given back; any number of times, by any thread
     */
    public Runnable follow(
            LeakKind kind, String operation, String namespace, Object owner, Runnable release, Runnable end) {
        if (held.size() >= MOST) {
            return NOT_FOLLOWED;
        }
        long now = time.nanos();
        Holding one = new Holding(kind, operation, namespace, now, release, end);
        held.add(one);
        one.follow(owner, Collector.CLEANER, () -> found(one));
        if (now + threshold - quietUntil < 0) {
            quietUntil = now + threshold;
            guard.run();
        }
        return () -> giveBack(one);
    }

    /** On the garbage collector's behalf; also by whoever stops following, and then there is nothing to find. */
    void found(Holding one) {
        if (held.contains(one)) {
            one.lost = true;
            lost = true;
            guard.run();
        }
    }

    private void giveBack(Holding one) {
        if (!held.remove(one)) {
            return;
        }
        one.unfollow();
        if (one.stage.compareAndSet(Holding.Stage.HELD, Holding.Stage.OVER)) {
            return;
        }
        lock.lock();
        try {
            Suspects of = places.get(one.place());
            if (of != null && one.stage.compareAndSet(Holding.Stage.SUSPECTED, Holding.Stage.OVER)) {
                of.giveBack(one);
                returned(one, of, false);
                if (of.nothingEver()) {
                    places.remove(one.place());
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private void returned(Holding one, Suspects of, boolean collected) {
        if (one.told) {
            Leak leak = of.leak(one, time.nanos());
            teller.accept(facts -> new LeakReturned(facts, leak, collected));
        }
    }

    /** How long the guard may sleep before it has to look, in nanoseconds. */
    public long untilLook() {
        return lost ? 0 : Math.max(0, quietUntil - time.nanos());
    }

    /**
     * Tells what has become due or was lost. For the guard alone. What was lost is ended by {@code aside}, which may wait for servers and so
     * must be called on another thread.
     */
    public void look(Consumer<Runnable> aside) {
        long now = time.nanos();
        if (!lost && quietUntil - now > 0) {
            return;
        }
        lost = false;
        quietUntil = now + NEVER; // before the look, so that what is followed meanwhile wakes the guard
        long limit = threshold;
        long left = NEVER;
        List<Runnable> ends = new ArrayList<>();
        for (Holding each : held) {
            if (each.lost) {
                lose(each, now, ends);
            } else if (limit > 0 && each.stage.get() == Holding.Stage.HELD) {
                left = Math.min(left, suspect(each, limit, now));
            }
        }
        if (left < NEVER) {
            quietUntil =
                    now + Math.max(left, Math.min(SELDOM, limit / 10)); // many that are due soon are told in one look
            if (threshold != limit) { // changed meanwhile, perhaps before that write
                quietUntil = now;
            }
        }
        if (!ends.isEmpty()) {
            aside.accept(() -> ends.forEach(LeakWatch::end));
        }
    }

    /** Suspects it if it is due; returns how long it is not, else {@link #NEVER}. */
    private long suspect(Holding one, long limit, long now) {
        long left = one.since + limit - now;
        if (left > 0) {
            return left;
        }
        lock.lock();
        try {
            if (one.stage.compareAndSet(Holding.Stage.HELD, Holding.Stage.SUSPECTED)) {
                Suspects of = places.computeIfAbsent(one.place(), Suspects::new);
                one.told = of.hold(one);
                if (one.told) {
                    Leak leak = of.leak(one, now);
                    teller.accept(facts -> new LeakSuspected(facts, leak, false));
                }
            }
        } finally {
            lock.unlock();
        }
        return NEVER;
    }

    private void lose(Holding one, long now, List<Runnable> ends) {
        if (!held.remove(one)) {
            return;
        }
        one.release.run();
        ends.add(one.end);
        lock.lock();
        try {
            boolean suspected = one.stage.getAndSet(Holding.Stage.OVER) == Holding.Stage.SUSPECTED;
            Suspects of = places.computeIfAbsent(one.place(), Suspects::new);
            boolean news = of.lose(one, now);
            if (suspected) {
                returned(one, of, true);
            } else if (news) {
                Leak leak = of.leak(one, now);
                teller.accept(facts -> new LeakSuspected(facts, leak, true));
            }
            forgetSome();
        } finally {
            lock.unlock();
        }
    }

    private static void end(Runnable lost) {
        try {
            lost.run();
        } catch (RuntimeException goneAlready) {
            LOG.debug("the end of something lost failed", goneAlready);
        }
    }

    private void forgetSome() {
        Iterator<Suspects> all = places.values().iterator();
        for (int over = places.size() - MOST_PLACES; over > 0 && all.hasNext(); ) {
            if (all.next().none()) {
                all.remove();
                over--;
            }
        }
    }

    /** What is suspected now, and what was lost, the oldest first; empty while off. */
    public List<Leak> leaks() {
        if (!on()) {
            return List.of();
        }
        lock.lock();
        try {
            long now = time.nanos();
            return places.values().stream()
                    .map(each -> each.leak(now))
                    .sorted(Comparator.comparing(Leak::age).reversed())
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    /** What is followed. */
    Set<Holding> held() {
        return Set.copyOf(held);
    }

    /** How many things are followed. */
    int followed() {
        return held.size();
    }

    /** Follows nothing of what there is any more: the connection is closed and holds nothing. */
    public void forget() {
        for (Holding each : held()) {
            if (held.remove(each)) {
                each.unfollow();
            }
        }
        lock.lock();
        try {
            places.clear();
        } finally {
            lock.unlock();
        }
    }
}
