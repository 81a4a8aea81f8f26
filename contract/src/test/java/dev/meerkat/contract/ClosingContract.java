package dev.meerkat.contract;

import static dev.meerkat.testkit.EventRecorder.between;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meerkat.Connection;
import dev.meerkat.ConnectionState;
import dev.meerkat.contract.frame.Callers;
import dev.meerkat.contract.frame.ContractCase;
import dev.meerkat.contract.frame.Leaks;
import dev.meerkat.contract.frame.Ports;
import dev.meerkat.contract.frame.StuckResolver;
import dev.meerkat.error.ConnectFailedException;
import dev.meerkat.error.ConnectionClosedException;
import dev.meerkat.event.Closed;
import dev.meerkat.event.ConnectAttemptFailed;
import dev.meerkat.event.Connecting;
import dev.meerkat.event.Disconnected;
import dev.meerkat.event.Disconnecting;
import dev.meerkat.event.Drained;
import dev.meerkat.lab.FaultProxy;
import dev.meerkat.options.ConnectionOptions;
import dev.meerkat.options.RetryPolicy;
import dev.meerkat.options.Startup;
import dev.meerkat.stats.DrainReport;
import dev.meerkat.testkit.EventRecorder;
import java.time.Duration;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** S6 to S9: how a connection ends, from whatever state. */
abstract class ClosingContract extends ContractCase {
    private static final Duration AT_ONCE = Duration.ofMillis(500);

    @Test
    void S6_a_close_tells_disconnecting_drained_disconnected_closed() {
        EventRecorder recorder = recorded();
        Connection connection = recorder.connection().open(options().build());
        connection.database().getCollection("s6").insertOne(new Document());
        recorder.forget();

        DrainReport report = connection.close();

        recorder.assertSequence("Disconnecting", "Disconnected", "Closed");
        assertThat(recorder.events().stream().map(event -> event.name()))
                .containsSubsequence("Disconnecting", "Drained", "Disconnected", "Closed");
        assertThat(recorder.events(Disconnected.class).get(0).reason()).isEqualTo(Disconnected.Reason.CLOSED);
        assertThat(recorder.events(Disconnected.class).get(0).diagnosis()).isEmpty();
        assertThat(recorder.events(Drained.class)).extracting(Drained::report).containsExactly(report);
        assertThat(report.forced()).isFalse();
        assertThat(connection.state()).isEqualTo(ConnectionState.CLOSED);
        assertThat(connection.readyState().code()).isZero();
    }

    @Test
    void S6_a_close_of_an_idle_connection_leaves_no_thread_and_no_socket() {
        Leaks leaks = Leaks.before(server());
        Connection connection = opened();
        connection.database().getCollection("s6").insertOne(new Document());
        connection.close();

        leaks.awaitNone(Duration.ofSeconds(2));
    }

    @Test
    void S6_twenty_closers_at_once_share_one_close_and_one_report() {
        EventRecorder recorder = recorded();
        Connection connection = recorder.connection().open(options().build());
        recorder.forget();
        DrainReport[] reports = new DrainReport[20];
        List<Throwable> thrown = Callers.together(20, caller -> reports[caller] = connection.close());

        assertThat(thrown).isEmpty();
        assertThat(reports).doesNotContainNull().containsOnly(reports[0]);
        recorder.assertSequence("Disconnecting", "Disconnected", "Closed");
    }

    @Test
    void S7_a_close_while_connecting_to_a_refused_port_cancels_at_once() {
        closesAtOnce(Ports.refusedUri(), "refused", options(), () -> {});
    }

    @Test
    void S7_a_close_while_connecting_to_a_black_hole_cancels_at_once() {
        FaultProxy proxy = keep(FaultProxy.inFrontOf(server().host(), server().port()));
        proxy.blackHole();
        closesAtOnce(proxy.uri(), "black hole", options(), () -> {});
    }

    @Test
    void S7_a_close_while_the_name_is_being_looked_up_cancels_at_once_and_names_the_thread() {
        StuckResolver resolver = keep(new StuckResolver());
        DrainReport report = closesAtOnce(
                "mongodb://nowhere.example:27017/",
                "name look-up",
                options().customize(resolver),
                resolver::awaitAsked);

        assertThat(report.lingering()).isNotEmpty();
    }

    @Test
    void S7_a_close_between_two_attempts_cancels_the_pause() {
        EventRecorder recorder = recorded();
        recorder.connection()
                .open(options()
                        .uri(Ports.refusedUri())
                        .serverSelectionTimeout(Duration.ofMillis(100))
                        .retry(RetryPolicy.fixed(Duration.ofSeconds(25)))
                        .startup(Startup.BACKGROUND)
                        .build());
        recorder.awaits(ConnectAttemptFailed.class);
        long began = System.nanoTime();
        recorder.connection().close();

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(AT_ONCE);
        recorder.assertSequence("Connecting", "Disconnecting", "Closed");
    }

    private DrainReport closesAtOnce(String uri, String what, ConnectionOptions.Builder options, Runnable reached) {
        Leaks leaks = Leaks.before(server());
        EventRecorder recorder = recorded();
        Connection connection = recorder.connection();
        Callers.Caller opener =
                Callers.start(() -> connection.open(options.uri(uri).build()));
        recorder.awaits(Connecting.class);
        Callers.Caller waiter = Callers.start(() -> connection.awaitConnected(Duration.ofSeconds(20)));
        Callers.Caller operation = Callers.start(
                () -> connection.database().getCollection("c").find().first());
        waiter.awaitWaiting();
        operation.awaitWaiting();
        opener.awaitWaiting();
        reached.run();
        long began = System.nanoTime();
        DrainReport report = connection.close();
        Duration took = Duration.ofNanos(System.nanoTime() - began);

        assertThat(took).as(what).isLessThan(AT_ONCE);
        recorder.assertSequence("Connecting", "Disconnecting", "Closed");
        assertThat(between(
                        recorder.events(Disconnecting.class).get(0),
                        recorder.events(Closed.class).get(0)))
                .isLessThan(AT_ONCE);
        for (Callers.Caller caller : List.of(opener, waiter, operation)) {
            assertThat(caller.outcome(Duration.ofSeconds(1)))
                    .as(what)
                    .isInstanceOf(ConnectionClosedException.class)
                    .hasMessageContaining("Fix: ");
        }
        if (report.lingering().isEmpty()) {
            leaks.awaitNone(Duration.ofSeconds(2));
        }
        return report;
    }

    @Test
    void S8_a_close_during_an_outage_tells_disconnecting_and_closed_for_the_loss_was_told() {
        EventRecorder recorder = recorded();
        Connection connection = recorder.connection()
                .open(options().heartbeatFrequency(Duration.ofMillis(500)).build());
        server().kill();
        recorder.awaits(Disconnected.class);
        Callers.Caller waiting = Callers.start(
                () -> connection.database().getCollection("c").find().first());
        waiting.awaitWaiting();
        recorder.forget();
        long began = System.nanoTime();
        connection.close();

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(within(Duration.ofSeconds(1)));
        recorder.assertSequence("Disconnecting", "Closed");
        assertThat(waiting.outcome(Duration.ofSeconds(1))).isInstanceOf(ConnectionClosedException.class);
        assertThat(connection.state()).isEqualTo(ConnectionState.CLOSED);
    }

    @Test
    void S9_a_close_when_new_is_exactly_one_closed() {
        EventRecorder recorder = recorded();
        DrainReport report = recorder.connection().close();

        recorder.assertSequence("Closed");
        assertThat(report).isEqualTo(DrainReport.EMPTY);
        assertThat(recorder.connection().state()).isEqualTo(ConnectionState.CLOSED);
    }

    @Test
    void S9_a_close_when_failed_is_exactly_one_closed() {
        EventRecorder recorder = recorded();
        assertThatThrownBy(() -> recorder.connection()
                        .open(options()
                                .uri(Ports.refusedUri())
                                .serverSelectionTimeout(Duration.ofMillis(100))
                                .retry(RetryPolicy.none())
                                .build()))
                .isInstanceOf(ConnectFailedException.class);
        recorder.forget();
        recorder.connection().close();

        recorder.assertSequence("Closed");
    }

    @Test
    void S9_a_close_when_closed_tells_nothing_and_returns_the_last_report() {
        EventRecorder recorder = recorded();
        recorder.connection().open(options().build());
        DrainReport first = recorder.connection().close();
        recorder.forget();

        assertThat(recorder.connection().close()).isSameAs(first);
        recorder.assertSequence();
    }

    @Test
    void S9_a_removed_connection_is_closed_for_good_and_its_name_is_free() {
        EventRecorder recorder = recorded("removed");
        Connection connection = recorder.connection().open(options().build());
        registry().remove("removed");

        recorder.assertSequence("Connecting", "Connected", "Opened", "Disconnecting", "Disconnected", "Closed");
        recorder.forget();
        assertThatThrownBy(() -> connection.open(options().build()))
                .isInstanceOf(ConnectionClosedException.class)
                .hasMessageContaining("removed");
        assertThatThrownBy(() -> connection.database().runCommand(new Document("ping", 1)))
                .hasMessageContaining("removed");
        recorder.assertSequence();
        assertThat(registry().find("removed")).isEmpty();
        assertThat(registry().connection("removed")).isNotSameAs(connection);
        assertThat(registry().connection("removed").open(options().build()).state())
                .isEqualTo(ConnectionState.CONNECTED);
    }

    @Test
    void S9_a_connection_removed_when_new_cannot_be_opened() {
        Connection connection = registry().connection("unborn");
        registry().remove("unborn");

        assertThatThrownBy(() -> connection.open(options().build())).isInstanceOf(ConnectionClosedException.class);
        assertThat(connection.state()).isEqualTo(ConnectionState.CLOSED);
    }
}
