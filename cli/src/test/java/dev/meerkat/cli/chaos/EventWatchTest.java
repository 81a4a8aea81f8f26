package dev.meerkat.cli.chaos;

import static dev.meerkat.ConnectionState.CLOSED;
import static dev.meerkat.ConnectionState.CONNECTED;
import static dev.meerkat.ConnectionState.CONNECTING;
import static dev.meerkat.ConnectionState.DRAINING;
import static dev.meerkat.ConnectionState.INTERRUPTED;
import static dev.meerkat.ConnectionState.NEW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meerkat.ConnectionState;
import dev.meerkat.event.Closed;
import dev.meerkat.event.Connected;
import dev.meerkat.event.Connecting;
import dev.meerkat.event.ConnectionEvent.Facts;
import dev.meerkat.event.Disconnected;
import dev.meerkat.event.Disconnecting;
import dev.meerkat.event.EventsDropped;
import dev.meerkat.event.Opened;
import dev.meerkat.event.PoolCleared;
import dev.meerkat.event.Reconnected;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What {@code chaos} looks for in events: it is quiet at every legal sequence, and speaks at each kind of a broken one. */
class EventWatchTest {
    private final EventWatch watch = new EventWatch();
    private long number;

    private Facts facts(ConnectionState from, ConnectionState to) {
        return new Facts("default", ++number, Instant.EPOCH, 0, from, to);
    }

    private void open() {
        watch.heard(new Connecting(facts(NEW, CONNECTING)));
        watch.heard(new Connected(facts(CONNECTING, CONNECTED)));
        watch.heard(new Opened(facts(CONNECTED, CONNECTED)));
    }

    private void lose(Disconnected.Reason reason) {
        watch.heard(new Disconnected(facts(CONNECTED, INTERRUPTED), reason, null));
    }

    private void recover() {
        watch.heard(new Connected(facts(INTERRUPTED, CONNECTED)));
        watch.heard(new Reconnected(facts(CONNECTED, CONNECTED), Duration.ofSeconds(1)));
        watch.heard(new Opened(facts(CONNECTED, CONNECTED)));
    }

    private void close(ConnectionState from) {
        watch.heard(new Disconnecting(facts(from, DRAINING)));
        if (from == CONNECTED) {
            watch.heard(new Disconnected(facts(DRAINING, CLOSED), Disconnected.Reason.CLOSED, null));
            watch.heard(new Closed(facts(CLOSED, CLOSED)));
        } else {
            watch.heard(new Closed(facts(DRAINING, CLOSED)));
        }
    }

    @Test
    void a_life_with_outages_closes_and_a_reopen_is_in_order() {
        open();
        lose(Disconnected.Reason.OUTAGE);
        recover();
        lose(Disconnected.Reason.STALE);
        close(INTERRUPTED);
        watch.heard(new Connecting(facts(CLOSED, CONNECTING)));
        watch.heard(new Connected(facts(CONNECTING, CONNECTED)));
        watch.heard(new Opened(facts(CONNECTED, CONNECTED)));
        close(CONNECTED);

        assertThat(watch.broken()).isEmpty();
        assertThat(watch.outages()).isEqualTo(2);
        assertThat(watch.events()).isEqualTo(number);
    }

    @Test
    void events_that_a_slow_listener_missed_are_no_gap() {
        open();
        number += 5;
        watch.heard(new EventsDropped(new Facts("default", number, Instant.EPOCH, 0, CONNECTED, CONNECTED), 5, 4, 8));
        lose(Disconnected.Reason.OUTAGE);

        assertThat(watch.broken()).isEmpty();
    }

    @Test
    void a_missing_number_is_a_gap() {
        open();
        number++;
        lose(Disconnected.Reason.OUTAGE);

        assertThat(watch.broken()).singleElement().asString().contains("sequence of events", "Disconnected number 5");
    }

    @Test
    void an_event_that_begins_where_the_last_did_not_end_is_told() {
        open();
        watch.heard(new Disconnected(facts(INTERRUPTED, INTERRUPTED), Disconnected.Reason.OUTAGE, null));

        assertThat(watch.broken()).singleElement().asString().contains("state of events");
    }

    @Test
    void a_move_that_no_table_has_is_told() {
        open();
        watch.heard(new PoolCleared(facts(CONNECTED, CONNECTING), "a:1"));

        assertThat(watch.broken()).singleElement().asString().contains("transition of events");
    }

    @Test
    void an_event_out_of_its_order_is_told() {
        open();
        lose(Disconnected.Reason.OUTAGE);
        watch.heard(new Connected(facts(INTERRUPTED, CONNECTED)));
        watch.heard(new Opened(facts(CONNECTED, CONNECTED)));

        assertThat(watch.broken()).singleElement().asString().contains("order of events", "Opened", "a recovery");
    }
}
