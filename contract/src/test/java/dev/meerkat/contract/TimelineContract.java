package dev.meerkat.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.meerkat.Connection;
import dev.meerkat.contract.frame.ContractCase;
import dev.meerkat.contract.frame.Latch;
import dev.meerkat.contract.frame.Ports;
import dev.meerkat.event.Connecting;
import dev.meerkat.event.ConnectionEvent;
import dev.meerkat.event.EventsDropped;
import dev.meerkat.options.ConnectionOptions;
import dev.meerkat.options.RetryPolicy;
import dev.meerkat.options.Startup;
import dev.meerkat.testkit.EventRecorder;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** E2's overflow and E4: what is kept, and what is dropped when a listener is too slow. */
abstract class TimelineContract extends ContractCase {
    private static final int QUEUE = 1024;
    private static final String SECRET = "s3cr3t-w0rd";

    /** Options whose open begins, and is closed again, without reaching any server. */
    private ConnectionOptions unreachable() {
        return options().uri(Ports.refusedUri()).startup(Startup.BACKGROUND).build();
    }

    /**
     * Opens and closes inside a listener, where neither call waits for delivery: three events each time, none of which can be delivered
     * before the listener returns.
     */
    private void flood(Connection connection, int events) {
        Latch ended = new Latch();
        ConnectionOptions unreachable = unreachable();
        boolean[] begun = new boolean[1];
        connection.on(Connecting.class, event -> {
            if (!begun[0]) {
                begun[0] = true;
                connection.close();
                for (int told = 0; told < events; told += 3) {
                    connection.open(unreachable);
                    connection.close();
                }
                ended.open();
            }
        });
        connection.open(unreachable);
        assertThat(ended.await(Duration.ofSeconds(20))).as("the flood ended").isTrue();
    }

    @Test
    void E2_on_overflow_the_oldest_go_and_the_drop_is_told_in_their_place_with_numbers_that_add_up() {
        EventRecorder recorder = recorded();
        flood(recorder.connection(), QUEUE + 300);
        long last = lastOf(recorder.connection()).sequence();
        recorder.awaits(ConnectionEvent.class, event -> event.sequence() == last, EventRecorder.PATIENCE);

        List<EventsDropped> drops = recorder.events(EventsDropped.class);
        List<Long> delivered = recorder.events().stream()
                .filter(event -> !(event instanceof EventsDropped))
                .map(ConnectionEvent::sequence)
                .toList();
        assertThat(drops).hasSize(1);
        EventsDropped drop = drops.get(0);
        assertThat(drop.count()).isEqualTo(last - delivered.size()).isPositive();
        assertThat(drop.firstSequence()).isEqualTo(2);
        assertThat(drop.lastSequence()).isEqualTo(1 + drop.count());
        assertThat(delivered).doesNotHaveDuplicates().isSorted().hasSizeBetween(QUEUE, QUEUE + 2);
        assertThat(recorder.events().indexOf(drop))
                .as("in the place of the dropped")
                .isEqualTo(1);
    }

    @Test
    void E2_just_below_the_limit_nothing_is_dropped() {
        EventRecorder recorder = recorded();
        flood(recorder.connection(), QUEUE - 30);
        long last = lastOf(recorder.connection()).sequence();
        recorder.awaits(ConnectionEvent.class, event -> event.sequence() == last, EventRecorder.PATIENCE);

        assertThat(recorder.events(EventsDropped.class)).isEmpty();
        recorder.assertGapFree();
        recorder.assertStatesJoin();
    }

    @Test
    void E4_the_last_256_events_are_kept_gap_free_oldest_first() {
        Connection connection = registry().connection();
        flood(connection, 400);

        List<ConnectionEvent> kept = connection.timeline();
        long last = lastOf(connection).sequence();
        assertThat(kept).hasSize(256);
        assertThat(kept.stream().map(ConnectionEvent::sequence))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(last - 255, last).boxed().toList());
    }

    @Test
    void E4_fewer_events_are_kept_all() {
        Connection connection = opened();
        connection.close();

        assertThat(connection.timeline().get(0).sequence()).isEqualTo(1);
        assertThat(connection.timeline()).extracting(ConnectionEvent::name).contains("Connecting", "Opened", "Closed");
    }

    @Test
    void E4_no_secret_is_in_the_timeline_the_exception_the_status_or_the_options() {
        Connection connection = registry().connection();
        String uri = "mongodb://ada:" + SECRET + "@" + server().host() + ":" + server().port() + "/";
        Throwable thrown = catchThrowable(() -> connection.open(options()
                .uri(uri)
                .retry(RetryPolicy.none())
                .startupTimeout(Duration.ofSeconds(3))
                .build()));
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text, true));
        text.append(String.valueOf(connection.timeline()))
                .append(String.valueOf(connection.status()))
                .append(String.valueOf(connection.options()))
                .append(String.valueOf(connection.options().explain()))
                .append(String.valueOf(connection));

        assertThat(text.toString()).contains("MK-").doesNotContain(SECRET);
    }

    private static ConnectionEvent lastOf(Connection connection) {
        List<ConnectionEvent> kept = connection.timeline();
        return kept.get(kept.size() - 1);
    }
}
