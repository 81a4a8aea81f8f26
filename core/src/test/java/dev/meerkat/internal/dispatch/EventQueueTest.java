package dev.meerkat.internal.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meerkat.ConnectionState;
import dev.meerkat.event.Connecting;
import dev.meerkat.event.ConnectionEvent;
import dev.meerkat.event.ConnectionEvent.Facts;
import dev.meerkat.event.EventsDropped;
import dev.meerkat.event.PoolCleared;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventQueueTest {
    private final EventQueue queue = new EventQueue();

    private static Facts facts(long sequence) {
        return new Facts("c", sequence, Instant.EPOCH, sequence, ConnectionState.NEW, ConnectionState.NEW);
    }

    private void add(ConnectionEvent event) {
        queue.add(new EventQueue.Entry(event, null));
    }

    private List<ConnectionEvent> all() {
        List<ConnectionEvent> all = new ArrayList<>();
        for (EventQueue.Entry entry = queue.poll(); entry != null; entry = queue.poll()) {
            all.add(entry.event());
        }
        return all;
    }

    @Test
    void E2_the_oldest_extra_event_goes_first() {
        add(new Connecting(facts(1)));
        add(new PoolCleared(facts(2), "h:1"));
        for (long i = 3; i <= EventQueue.CAPACITY + 1; i++) {
            add(new Connecting(facts(i)));
        }
        List<ConnectionEvent> all = all();
        assertThat(all).hasSize(EventQueue.CAPACITY + 1);
        assertThat(all.get(0).sequence()).isEqualTo(1);
        assertThat(all.get(1)).isEqualTo(new EventsDropped(facts(2), 1, 2, 2));
        assertThat(all.get(2).sequence()).isEqualTo(3);
    }

    @Test
    void E2_without_extra_events_the_oldest_goes() {
        for (long i = 1; i <= EventQueue.CAPACITY + 10; i++) {
            add(new Connecting(facts(i)));
        }
        List<ConnectionEvent> all = all();
        assertThat(all.get(0)).isEqualTo(new EventsDropped(facts(10), 10, 1, 10));
        assertThat(all.get(1).sequence()).isEqualTo(11);
        assertThat(all).hasSize(EventQueue.CAPACITY + 1);
    }

    @Test
    void nothing_is_dropped_up_to_the_capacity() {
        for (long i = 1; i <= EventQueue.CAPACITY; i++) {
            add(new Connecting(facts(i)));
        }
        assertThat(all()).hasSize(EventQueue.CAPACITY).noneMatch(EventsDropped.class::isInstance);
    }
}
