package dev.meerkat.contract.frame;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meerkat.Connection;
import dev.meerkat.event.ConnectionEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A connection's events in the order a listener got them.
 *
 * <p>The awaiting methods share a cursor: each looks at the events behind the one that the last found, so that a test reads like the story
 * it tells. They wait on a condition, never on the clock. Thread safety: safe; the cursor is meant for one thread.
 */
public final class EventRecorder {
    /** How long an event may take that nothing says the time of. */
    public static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Connection connection;

    /** Guarded by itself. */
    private final List<ConnectionEvent> events = new ArrayList<>();

    /** Index behind the event the last wait found. Guarded by {@link #events}. */
    private int cursor;

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

    /** Waits for the next event of {@code type} and returns it. */
    public <E extends ConnectionEvent> E awaits(Class<E> type) {
        return awaits(type, PATIENCE);
    }

    /** Waits at most {@code patience} for the next event of {@code type} and returns it. */
    public <E extends ConnectionEvent> E awaits(Class<E> type, Duration patience) {
        return awaits(type, event -> true, patience);
    }

    /** Waits at most {@code patience} for the next event of {@code type} that {@code fits}, and returns it. */
    public <E extends ConnectionEvent> E awaits(Class<E> type, Predicate<? super E> fits, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
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
                    throw new AssertionError("no " + type.getSimpleName() + " within " + patience + ", but " + events);
                }
                pause(left);
            }
        }
    }

    private void pause(long nanos) {
        try {
            events.wait(Math.max(1, nanos / 1_000_000));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for an event", interrupted);
        }
    }

    /** Fails as soon as an event comes that is no extra one; returns when none has come for {@code length}, extra ones aside. */
    public void assertQuiet(Duration length) {
        long deadline = System.nanoTime() + length.toNanos();
        synchronized (events) {
            int seen = events.size();
            for (long left = length.toNanos(); left > 0; left = deadline - System.nanoTime()) {
                pause(left);
                assertThat(events.subList(seen, events.size())).allMatch(ConnectionEvent::extra);
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
        assertThat(ordered())
                .as(() -> "events of " + connection.name() + ": " + events())
                .containsExactly(names);
        assertGapFree();
        assertStatesJoin();
    }

    /** Fails unless the sequence numbers follow each other without a gap. */
    public void assertGapFree() {
        List<Long> numbers = events().stream().map(ConnectionEvent::sequence).toList();
        for (int at = 1; at < numbers.size(); at++) {
            assertThat(numbers.get(at)).as(() -> "numbers " + numbers).isEqualTo(numbers.get(at - 1) + 1);
        }
    }

    /** Fails unless each event begins in the state in which the one before ended. */
    public void assertStatesJoin() {
        List<ConnectionEvent> all = events();
        for (int at = 1; at < all.size(); at++) {
            assertThat(all.get(at).from())
                    .as("state before " + all.get(at))
                    .isEqualTo(all.get(at - 1).to());
        }
    }

    /** Time from one event to another by the events' own monotonic times. */
    public static Duration between(ConnectionEvent earlier, ConnectionEvent later) {
        return Duration.ofNanos(later.nanos() - earlier.nanos());
    }
}
