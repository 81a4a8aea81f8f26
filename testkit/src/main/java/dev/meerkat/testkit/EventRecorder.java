package dev.meerkat.testkit;

import dev.meerkat.Connection;
import dev.meerkat.event.ConnectionEvent;
import dev.meerkat.event.Drained;
import dev.meerkat.stats.DrainReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A connection's events in the order a listener got them.
 *
 * <p>The awaiting methods share a cursor: each looks at the events behind the one that the last found, so that a test reads like the story it
 * tells. They wait on a condition, never on the clock, and say all events seen when they wait in vain. Thread safety: safe; the cursor is meant
 * for one thread.
 */
public final class EventRecorder {
    /** How long is waited for an event unless said otherwise: 10 s. */
    public static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Connection connection;

    /** Guarded by itself. */
    private final List<ConnectionEvent> events = new ArrayList<>();

    /** Index behind the event the last wait found. Guarded by {@link #events}. */
    private int cursor;

    private volatile Duration patience = PATIENCE;

    private EventRecorder(Connection connection) {
        this.connection = connection;
    }

    /** Records every event of {@code connection} from now on. */
    public static EventRecorder of(Connection connection) {
        EventRecorder recorder = new EventRecorder(connection);
        connection.on(ConnectionEvent.class, recorder::take);
        return recorder;
    }

    private void take(ConnectionEvent event) {
        synchronized (events) {
            events.add(event);
            events.notifyAll();
        }
    }

    /** The connection whose events these are. */
    public Connection connection() {
        return connection;
    }

    /** The longest wait of {@link #awaits(Class)} from now on. Default: {@link #PATIENCE}; of an injected recorder {@link MeerkatTest#patience()}. */
    public EventRecorder patience(Duration longest) {
        patience = longest;
        return this;
    }

    /**
     * Waits for the next event of {@code type} and returns it.
     *
     * @throws AssertionError when none comes, with all events seen
     */
    public <E extends ConnectionEvent> E awaits(Class<E> type) {
        return awaits(type, patience);
    }

    /** As {@link #awaits(Class)}, for at most {@code longest}. */
    public <E extends ConnectionEvent> E awaits(Class<E> type, Duration longest) {
        return awaits(type, event -> true, longest);
    }

    /** As {@link #awaits(Class)}, for the next that {@code fits}. */
    public <E extends ConnectionEvent> E awaits(Class<E> type, Predicate<? super E> fits) {
        return awaits(type, fits, patience);
    }

    /** As {@link #awaits(Class)}, for the next that {@code fits}, for at most {@code longest}. */
    public <E extends ConnectionEvent> E awaits(Class<E> type, Predicate<? super E> fits, Duration longest) {
        long deadline = System.nanoTime() + longest.toNanos();
        synchronized (events) {
            while (true) {
                while (cursor < events.size()) {
                    ConnectionEvent event = events.get(cursor++);
                    if (type.isInstance(event) && fits.test(type.cast(event))) {
                        return type.cast(event);
                    }
                }
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    throw new AssertionError("no further " + type.getSimpleName() + " of " + connection.name()
                            + " within " + longest + "; it is " + connection.state() + ", and told" + told());
                }
                pause(left);
            }
        }
    }

    private void pause(long nanos) {
        try {
            TimeUnit.NANOSECONDS.timedWait(events, Math.max(nanos, TimeUnit.MILLISECONDS.toNanos(1)));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for an event", interrupted);
        }
    }

    private String told() {
        List<ConnectionEvent> all = events();
        return all.isEmpty()
                ? " nothing"
                : all.stream().map(event -> "\n  " + event).collect(Collectors.joining());
    }

    /**
     * Waits for the drain of a close and returns its report.
     *
     * @throws AssertionError when none comes, or when anything was cut or a waiting caller was refused
     */
    public DrainReport awaitsDrainWithoutLoss() {
        DrainReport report = awaits(Drained.class).report();
        if (report.forced()
                || report.cutWithoutDetail() > 0
                || !report.cut().isEmpty()
                || report.refusedWaiters() > 0) {
            throw new AssertionError("the close of " + connection.name() + " lost work: " + report);
        }
        return report;
    }

    /** Fails as soon as an event comes that is no extra one; returns when none has come for {@code length}, extra ones aside. */
    public void assertQuiet(Duration length) {
        long deadline = System.nanoTime() + length.toNanos();
        synchronized (events) {
            int seen = events.size();
            for (long left = length.toNanos(); left > 0; left = deadline - System.nanoTime()) {
                pause(left);
                if (!events.subList(seen, events.size()).stream().allMatch(ConnectionEvent::extra)) {
                    throw new AssertionError(connection.name() + " was not quiet; it told" + told());
                }
            }
        }
    }

    /** Everything recorded so far. */
    public List<ConnectionEvent> events() {
        synchronized (events) {
            return List.copyOf(events);
        }
    }

    /** Everything of {@code type} recorded so far. */
    public <E extends ConnectionEvent> List<E> events(Class<E> type) {
        return events().stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** The names of what is recorded so far without the extra events. */
    public List<String> ordered() {
        return events().stream()
                .filter(event -> !event.extra())
                .map(ConnectionEvent::name)
                .collect(Collectors.toList());
    }

    /** Forgets what is recorded so far; the next sequence is told from here. */
    public void forget() {
        synchronized (events) {
            events.clear();
            cursor = 0;
        }
    }

    /** Fails unless the events so far are exactly these, extra ones aside (contract §3), gap-free in number and consistent in state. */
    public void assertSequence(String... names) {
        List<String> ordered = ordered();
        if (!ordered.equals(List.of(names))) {
            throw new AssertionError("expected " + List.of(names) + " of " + connection.name() + ", but it told "
                    + ordered + "; with the extra ones" + told());
        }
        assertGapFree();
        assertStatesJoin();
    }

    /** Fails unless the sequence numbers follow each other without a gap. */
    public void assertGapFree() {
        assertPairs("a gap in the numbers", (earlier, later) -> later.sequence() == earlier.sequence() + 1);
    }

    /** Fails unless each event begins in the state in which the one before ended. */
    public void assertStatesJoin() {
        assertPairs("states that do not join", (earlier, later) -> later.from() == earlier.to());
    }

    private void assertPairs(String otherwise, Pair rule) {
        List<ConnectionEvent> all = events();
        for (int at = 1; at < all.size(); at++) {
            if (!rule.holds(all.get(at - 1), all.get(at))) {
                throw new AssertionError(
                        otherwise + " before " + all.get(at) + "; " + connection.name() + " told" + told());
            }
        }
    }

    private interface Pair {
        boolean holds(ConnectionEvent earlier, ConnectionEvent later);
    }

    /** Time from one event to another by the events' own monotonic times. */
    public static Duration between(ConnectionEvent earlier, ConnectionEvent later) {
        return Duration.ofNanos(later.nanos() - earlier.nanos());
    }
}
