package dev.meerkat.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.meerkat.Connection;
import dev.meerkat.ConnectionState;
import dev.meerkat.Subscription;
import dev.meerkat.contract.frame.ContractCase;
import dev.meerkat.contract.frame.Latch;
import dev.meerkat.contract.frame.Ports;
import dev.meerkat.error.ConnectFailedException;
import dev.meerkat.event.Closed;
import dev.meerkat.event.ConnectAttemptFailed;
import dev.meerkat.event.Connected;
import dev.meerkat.event.Connecting;
import dev.meerkat.event.ConnectionEvent;
import dev.meerkat.event.Disconnected;
import dev.meerkat.event.Failed;
import dev.meerkat.event.FailureEvent;
import dev.meerkat.event.ListenerFailed;
import dev.meerkat.event.Opened;
import dev.meerkat.event.Reconnected;
import dev.meerkat.options.ConnectionOptions;
import dev.meerkat.options.RetryPolicy;
import dev.meerkat.testkit.EventRecorder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** E1, E2, E3, E5: who gets which event, when, and what a bad listener cannot do. */
abstract class EventContract extends ContractCase {
    private ConnectionOptions.Builder watchful() {
        return options().heartbeatFrequency(Duration.ofMillis(500));
    }

    @Test
    void E1_delivery_is_serial_and_in_order_on_one_of_meerkats_own_threads() {
        Connection connection = registry().connection();
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<Long> numbers = new CopyOnWriteArrayList<>();
        List<String> threads = new CopyOnWriteArrayList<>();
        for (int listener = 0; listener < 3; listener++) {
            connection.on(ConnectionEvent.class, event -> {
                most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                threads.add(Thread.currentThread().getName());
                numbers.add(event.sequence());
                inside.decrementAndGet();
            });
        }
        for (int round = 0; round < 3; round++) {
            connection.open(options().build());
            connection.close();
        }

        assertThat(most).hasValue(1);
        assertThat(numbers).isSorted().hasSizeGreaterThanOrEqualTo(3 * 3 * 6);
        assertThat(threads).allMatch(name -> name.startsWith("meerkat-default-"));
    }

    @Test
    void E1_a_listener_is_called_under_no_lock_so_that_another_thread_may_use_the_connection_meanwhile() {
        Connection connection = registry().connection();
        Latch done = new Latch();
        connection.on(Connected.class, event -> {
            Thread other = new Thread(() -> {
                connection.status();
                connection.timeline();
                connection.on(Closed.class, closed -> {}).close();
                connection.database().getCollection("e1").insertOne(new Document());
                done.open();
            });
            other.start();
            assertThat(done.await(Duration.ofSeconds(5))).isTrue();
        });
        EventRecorder recorder = recorded();
        connection.open(options().build());
        recorder.awaits(Opened.class);

        assertThat(done.isOpen()).isTrue();
        assertThat(recorder.events(ListenerFailed.class)).isEmpty();
    }

    @Test
    void E2_a_listener_that_throws_is_told_as_an_event_and_harms_nobody() {
        Connection connection = registry().connection();
        connection.on(Connecting.class, event -> {
            throw new IllegalStateException("listener's own fault");
        });
        connection.on(Connected.class, event -> {
            throw new AssertionError("an error, not an exception");
        });
        EventRecorder recorder = recorded();
        connection.open(options().build());
        recorder.awaits(ListenerFailed.class);
        ListenerFailed second = recorder.awaits(ListenerFailed.class);

        recorder.assertSequence("Connecting", "Connected", "Opened");
        assertThat(recorder.events(ListenerFailed.class))
                .extracting(ListenerFailed::eventName)
                .containsExactly("Connecting", "Connected");
        assertThat(second.failure()).isInstanceOf(AssertionError.class);
        connection.database().getCollection("e2").insertOne(new Document());
    }

    @Test
    void E2_a_listener_that_throws_at_every_event_does_not_go_round_for_ever() {
        Connection connection = registry().connection();
        AtomicInteger calls = new AtomicInteger();
        connection.on(ConnectionEvent.class, event -> {
            calls.incrementAndGet();
            throw new IllegalStateException("always");
        });
        connection.open(options().build());
        connection.close();

        assertThat(connection.state()).isEqualTo(ConnectionState.CLOSED);
        assertThat(calls.get()).isBetween(1, 40);
        assertThat(connection.timeline()).hasSizeLessThan(40);
    }

    @Test
    void E2_a_listener_that_blocks_stops_neither_its_connection_nor_the_driver_nor_others() {
        EventRecorder recorder = recorded();
        Connection blocked = recorder.connection();
        Latch release = new Latch();
        keep(release);
        Latch entered = new Latch();
        blocked.on(Opened.class, event -> {
            entered.open();
            release.await(Duration.ofSeconds(25));
        });
        blocked.open(watchful().build());
        assertThat(entered.await(Duration.ofSeconds(5))).isTrue();

        // Its own operations, an outage and a recovery, and another connection, all while the listener blocks.
        blocked.database().getCollection("e2").insertOne(new Document());
        server().kill();
        await().until(() -> blocked.state() == ConnectionState.INTERRUPTED);
        server().restart();
        blocked.awaitConnected(Duration.ofSeconds(5));
        EventRecorder other = recorded("other");
        other.connection().open(options().build());
        other.assertSequence("Connecting", "Connected", "Opened");
        assertThat(recorder.ordered()).containsExactly("Connecting", "Connected", "Opened");
        release.open();

        recorder.awaits(Reconnected.class);
        recorder.awaits(Opened.class);
        recorder.assertSequence(
                "Connecting", "Connected", "Opened", "Disconnected", "Connected", "Reconnected", "Opened");
    }

    @Test
    void E2_a_listener_may_subscribe_inside_itself_and_the_new_one_hears_what_comes_later() {
        EventRecorder recorder = recorded();
        Connection connection = recorder.connection();
        List<String> heard = new CopyOnWriteArrayList<>();
        connection.on(
                Connecting.class,
                event -> connection.on(ConnectionEvent.class, later -> {
                    if (!later.extra()) {
                        heard.add(later.name());
                    }
                }));
        connection.open(options().build());
        connection.close();

        assertThat(heard).doesNotContain("Connecting").endsWith("Disconnecting", "Disconnected", "Closed");
    }

    @Test
    void E2_a_listener_may_close_the_connection_inside_itself() {
        EventRecorder recorder = recorded();
        Connection connection = recorder.connection();
        connection.on(Opened.class, event -> connection.close());
        connection.open(options().build());
        recorder.awaits(Closed.class);

        recorder.assertSequence("Connecting", "Connected", "Opened", "Disconnecting", "Disconnected", "Closed");
    }

    @Test
    void E2_a_listener_may_open_the_connection_again_inside_itself() {
        EventRecorder recorder = recorded();
        Connection connection = recorder.connection();
        AtomicInteger times = new AtomicInteger();
        connection.on(Closed.class, event -> {
            if (times.incrementAndGet() == 1) {
                connection.open();
            }
        });
        connection.open(options().build());
        connection.close();
        recorder.awaits(Closed.class);
        recorder.awaits(Opened.class);

        assertThat(connection.state()).isEqualTo(ConnectionState.CONNECTED);
    }

    @Test
    void E3_a_closed_subscription_hears_nothing_more_and_may_be_closed_inside_its_listener() {
        EventRecorder recorder = recorded();
        Connection connection = recorder.connection();
        List<String> heard = new CopyOnWriteArrayList<>();
        Subscription[] self = new Subscription[1];
        self[0] = connection.on(ConnectionEvent.class, event -> {
            heard.add(event.name());
            self[0].close();
        });
        connection.open(options().build());
        self[0].close();
        connection.close();

        assertThat(heard).containsExactly("Connecting");
        assertThat(recorder.ordered()).hasSize(6);
    }

    @Test
    void E3_a_late_subscriber_with_replay_gets_the_present_state_first_and_then_what_follows() {
        Connection connection = opened();
        EventRecorder plain = recorded();
        List<String> replayed = new CopyOnWriteArrayList<>();
        Latch first = new Latch();
        connection.onReplayingCurrent(ConnectionEvent.class, event -> {
            if (!event.extra()) {
                replayed.add(event.name());
            }
            first.open();
        });
        assertThat(first.await(Duration.ofSeconds(5))).isTrue();
        assertThat(replayed).containsExactly("Opened");
        connection.close();

        assertThat(replayed).containsExactly("Opened", "Disconnecting", "Disconnected", "Closed");
        plain.assertSequence("Disconnecting", "Disconnected", "Closed");
    }

    @Test
    void E3_replay_gives_nothing_when_new_or_when_the_present_state_is_of_another_type() {
        Connection connection = registry().connection();
        List<String> heard = new CopyOnWriteArrayList<>();
        connection.onReplayingCurrent(ConnectionEvent.class, event -> heard.add(event.name()));
        assertThat(heard).isEmpty();
        connection.open(options().build());
        connection.onReplayingCurrent(Disconnected.class, event -> heard.add("late " + event.name()));
        connection.close();

        assertThat(heard)
                .startsWith("Connecting")
                .containsOnlyOnce("Disconnected")
                .containsOnlyOnce("late Disconnected");
    }

    @Test
    void E3_subscribing_to_a_type_means_its_subtypes() {
        EventRecorder recorder = recorded();
        Connection connection = recorder.connection();
        List<FailureEvent> failures = new CopyOnWriteArrayList<>();
        connection.on(FailureEvent.class, failures::add);
        assertThatThrownBy(() -> connection.open(options()
                        .uri(Ports.refusedUri())
                        .serverSelectionTimeout(Duration.ofMillis(100))
                        .retry(RetryPolicy.fixed(Duration.ofMillis(20)).maxAttempts(2))
                        .build()))
                .isInstanceOf(ConnectFailedException.class);

        assertThat(failures)
                .extracting(failure -> (Object) failure.getClass())
                .containsExactly(ConnectAttemptFailed.class, ConnectAttemptFailed.class, Failed.class);
    }

    @Test
    void E5_open_and_close_return_after_their_events_were_delivered_to_a_slow_listener() {
        EventRecorder recorder = recorded();
        Connection connection = recorder.connection();
        List<String> heard = new CopyOnWriteArrayList<>();
        Latch never = new Latch();
        connection.on(ConnectionEvent.class, event -> {
            never.await(Duration.ofMillis(60));
            heard.add(event.name());
        });
        connection.open(options().build());
        assertThat(heard).contains("Connecting", "Connected", "Opened");
        connection.close();
        assertThat(heard).contains("Disconnecting", "Disconnected", "Closed");
    }

    @Test
    void E5_await_connected_returns_after_opened_was_delivered() {
        EventRecorder recorder = recorded("awaited");
        Connection connection = registry().createConnection("awaited", options().build());
        connection.awaitConnected(EventRecorder.PATIENCE);

        recorder.assertSequence("Connecting", "Connected", "Opened");
    }

    @Test
    void E5_await_connected_throws_after_failed_was_delivered_to_a_slow_listener() {
        server().kill();
        List<String> heard = new CopyOnWriteArrayList<>();
        Latch never = new Latch();
        registry().connection("awaited").on(ConnectionEvent.class, event -> {
            never.await(Duration.ofMillis(60));
            heard.add(event.name());
        });
        ConnectionOptions once = options()
                .retry(RetryPolicy.none())
                .serverSelectionTimeout(Duration.ofMillis(300))
                .build();
        Connection connection = registry().createConnection("awaited", once);

        assertThatThrownBy(() -> connection.awaitConnected(EventRecorder.PATIENCE))
                .isInstanceOf(ConnectFailedException.class);
        assertThat(heard).contains("Disconnected", "Failed");
    }

    @Test
    void E5_open_does_not_wait_for_a_listener_that_blocks_longer_than_a_quarter_of_a_second() {
        Connection connection = registry().connection();
        Latch release = keep(new Latch());
        connection.on(Connecting.class, event -> release.await(Duration.ofSeconds(25)));
        long began = System.nanoTime();
        connection.open(options().build());

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(within(Duration.ofSeconds(2)));
        assertThat(connection.state()).isEqualTo(ConnectionState.CONNECTED);
        assertThat(release.isOpen()).isFalse();
    }

    @Test
    void E5_inside_a_listener_the_events_own_states_hold_though_the_connection_moved_on() {
        Connection connection = registry().connection();
        List<ConnectionState> told = new CopyOnWriteArrayList<>();
        Latch release = keep(new Latch());
        connection.on(Connecting.class, event -> {
            release.await(Duration.ofSeconds(20));
            told.add(event.to());
            told.add(connection.state());
        });
        EventRecorder recorder = recorded();
        connection.open(options().build());
        release.open();
        recorder.awaits(Opened.class);

        assertThat(told).containsExactly(ConnectionState.CONNECTING, ConnectionState.CONNECTED);
    }
}
