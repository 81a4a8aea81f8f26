package dev.meerkat.contract;

import static dev.meerkat.testkit.EventRecorder.between;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.meerkat.Connection;
import dev.meerkat.ConnectionState;
import dev.meerkat.ReadyState;
import dev.meerkat.contract.frame.ContractCase;
import dev.meerkat.contract.frame.Leaks;
import dev.meerkat.contract.frame.Ports;
import dev.meerkat.error.ConnectFailedException;
import dev.meerkat.error.InvalidOptionsException;
import dev.meerkat.event.ConnectAttemptFailed;
import dev.meerkat.event.Connected;
import dev.meerkat.event.Connecting;
import dev.meerkat.event.ConnectionEvent;
import dev.meerkat.event.Disconnected;
import dev.meerkat.event.Failed;
import dev.meerkat.event.FailureEvent;
import dev.meerkat.lab.ScriptedListener;
import dev.meerkat.options.ConnectionOptions;
import dev.meerkat.options.RetryPolicy;
import dev.meerkat.options.Startup;
import dev.meerkat.testkit.EventRecorder;
import java.time.Duration;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** S1, S2, S3, S10, O3, O4: how a connection comes to be, or gives up. */
abstract class OpeningContract extends ContractCase {
    private static final Duration SELECTION = Duration.ofMillis(300);

    /** Options whose attempts are short and whose pauses are shorter. */
    private ConnectionOptions.Builder hasty() {
        return options().serverSelectionTimeout(SELECTION).retry(RetryPolicy.fixed(Duration.ofMillis(100)));
    }

    @Test
    void S1_an_open_that_succeeds_tells_connecting_connected_opened() {
        EventRecorder recorder = recorded();
        Connection connection = recorder.connection().open(options().build());

        recorder.assertSequence("Connecting", "Connected", "Opened");
        assertThat(connection.state()).isEqualTo(ConnectionState.CONNECTED);
        assertThat(connection.readyState()).isEqualTo(ReadyState.CONNECTED);
        assertThat(connection.status().writable()).isTrue();
        assertThat(recorder.events(Connecting.class).get(0).from()).isEqualTo(ConnectionState.NEW);
        assertThat(recorder.events().get(0).sequence()).isEqualTo(1);
        assertThat(connection.database().runCommand(new Document("ping", 1)).get("ok"))
                .isEqualTo(1.0);
    }

    @Test
    void S1_a_new_connection_has_no_events_and_ready_state_zero() {
        EventRecorder recorder = recorded();

        assertThat(recorder.connection().state()).isEqualTo(ConnectionState.NEW);
        assertThat(recorder.connection().readyState().code()).isZero();
        assertThat(recorder.connection().timeline()).isEmpty();
        assertThat(recorder.events()).isEmpty();
    }

    @Test
    void S2_attempts_that_fail_are_told_with_number_diagnosis_and_delay_until_one_succeeds() {
        server().kill();
        EventRecorder recorder = recorded();
        recorder.connection().open(hasty().startup(background()).build());
        ConnectAttemptFailed first = recorder.awaits(ConnectAttemptFailed.class);
        ConnectAttemptFailed second = recorder.awaits(ConnectAttemptFailed.class);
        assertThat(recorder.connection().state()).isEqualTo(ConnectionState.CONNECTING);

        server().restart();
        recorder.connection().awaitConnected(EventRecorder.PATIENCE);

        recorder.assertSequence("Connecting", "Connected", "Opened");
        assertThat(first.attempt()).isEqualTo(1);
        assertThat(second.attempt()).isEqualTo(2);
        assertThat(first.diagnosis().code()).isEqualTo("MK-REFUSED");
        assertThat(first.diagnosis().fatal()).isFalse();
        assertThat(first.delay()).hasValueSatisfying(delay -> assertThat(delay).isPositive());
        assertThat(List.of(first.from(), first.to())).containsOnly(ConnectionState.CONNECTING);
    }

    @Test
    void S2_a_success_after_failures_leaves_no_failure_event_behind_it() {
        server().kill();
        EventRecorder recorder = recorded();
        recorder.connection().open(hasty().startup(background()).build());
        recorder.awaits(ConnectAttemptFailed.class);
        server().restart();
        recorder.connection().awaitConnected(EventRecorder.PATIENCE);

        List<ConnectionEvent> events = recorder.events();
        int connected = events.indexOf(recorder.events(Connected.class).get(0));
        assertThat(events.subList(connected, events.size())).noneMatch(FailureEvent.class::isInstance);
    }

    @Test
    void S3_gives_up_when_the_attempts_are_used_up_and_the_caller_gets_the_same_diagnosis() {
        EventRecorder recorder = recorded();
        ConnectFailedException thrown = failure(
                recorder,
                hasty().uri(Ports.refusedUri())
                        .retry(RetryPolicy.fixed(Duration.ofMillis(50)).maxAttempts(3))
                        .build());

        recorder.assertSequence("Connecting", "Disconnected", "Failed");
        List<ConnectAttemptFailed> attempts = recorder.events(ConnectAttemptFailed.class);
        assertThat(attempts).extracting(ConnectAttemptFailed::attempt).containsExactly(1, 2, 3);
        assertThat(attempts.get(2).delay()).isEmpty();
        assertSameDiagnosis(recorder, thrown);
        assertThat(recorder.connection().state()).isEqualTo(ConnectionState.FAILED);
        assertThat(recorder.connection().readyState()).isEqualTo(ReadyState.DISCONNECTED);
    }

    @Test
    void S3_gives_up_at_the_startup_timeout_and_cuts_the_running_attempt() {
        EventRecorder recorder = recorded();
        ConnectFailedException thrown = failure(
                recorder,
                options()
                        .uri(Ports.refusedUri())
                        .startupTimeout(Duration.ofMillis(700))
                        .build());

        recorder.assertSequence("Connecting", "Disconnected", "Failed");
        assertSameDiagnosis(recorder, thrown);
        Connecting began = recorder.events(Connecting.class).get(0);
        Failed ended = recorder.events(Failed.class).get(0);
        assertThat(between(began, ended)).isBetween(Duration.ofMillis(650), within(Duration.ofMillis(1700)));
        assertThat(thrown.getMessage()).contains("refused").contains("Fix: ");
    }

    @Test
    void S3_a_policy_of_one_attempt_gives_up_after_one() {
        EventRecorder recorder = recorded();
        failure(
                recorder,
                hasty().uri(Ports.refusedUri()).retry(RetryPolicy.none()).build());

        assertThat(recorder.events(ConnectAttemptFailed.class)).hasSizeLessThanOrEqualTo(1);
        recorder.assertSequence("Connecting", "Disconnected", "Failed");
    }

    @Test
    void S3_a_set_asked_for_and_another_found_is_fatal_within_a_second() {
        EventRecorder recorder = recorded();
        ConnectFailedException thrown = failure(
                recorder, options().uri(server().uri("replicaSet=elsewhere")).build());

        recorder.assertSequence("Connecting", "Disconnected", "Failed");
        assertSameDiagnosis(recorder, thrown);
        assertThat(thrown.diagnosis().fatal()).isTrue();
        assertThat(thrown.problemCode()).isIn("MK-WRONG-SET-NAME", "MK-NOT-A-SET-MEMBER");
        Connecting began = recorder.events(Connecting.class).get(0);
        assertThat(between(began, recorder.events(Failed.class).get(0))).isLessThan(within(Duration.ofSeconds(1)));
    }

    @Test
    void S10_a_failed_connection_opens_again_on_the_same_handle_with_the_same_subscriptions() {
        EventRecorder recorder = recorded();
        Connection connection = recorder.connection();
        failure(
                recorder,
                hasty().uri(Ports.refusedUri()).retry(RetryPolicy.none()).build());
        recorder.forget();

        connection.open(options().build());

        recorder.assertSequence("Connecting", "Connected", "Opened");
        connection.client().getDatabase("s10").getCollection("c").insertOne(new Document("again", true));
    }

    @Test
    void S10_a_closed_connection_opens_again_and_its_managed_client_database_and_collection_work_on() {
        EventRecorder recorder = recorded();
        Connection connection = recorder.connection().open(options().build());
        var client = connection.client();
        var collection = client.getDatabase("s10").getCollection("kept");
        collection.insertOne(new Document("round", 1));
        long before = recorder.events().get(recorder.events().size() - 1).sequence();
        connection.close();
        recorder.forget();

        connection.open();

        recorder.assertSequence("Connecting", "Connected", "Opened");
        assertThat(recorder.events().get(0).sequence()).isGreaterThan(before);
        collection.insertOne(new Document("round", 2));
        assertThat(connection.client()).isSameAs(client);
        assertThat(collection.countDocuments(new Document("round", 2))).isEqualTo(1);
    }

    @Test
    void S10_five_rounds_of_open_and_close_leave_as_many_threads_and_sockets_as_one() {
        EventRecorder recorder = recorded();
        Leaks leaks = Leaks.before(server());
        for (int round = 0; round < 5; round++) {
            recorder.connection().open(options().build());
            recorder.connection().close();
        }
        leaks.awaitNone(Duration.ofSeconds(5));
        assertThat(recorder.events(Connected.class)).hasSize(5);
    }

    @Test
    void O3_a_malformed_uri_is_thrown_before_any_attempt_and_changes_nothing() {
        EventRecorder recorder = recorded();
        InvalidOptionsException thrown = catchThrowableOfType(
                InvalidOptionsException.class,
                () -> recorder.connection()
                        .open(ConnectionOptions.builder().uri("mongo:/nonsense").build()));

        assertThat(thrown).hasMessageContaining("Fix: ");
        assertThat(recorder.events()).isEmpty();
        assertThat(recorder.connection().state()).isEqualTo(ConnectionState.NEW);
    }

    @Test
    void O3_what_is_no_mongodb_server_is_fatal_within_a_second() {
        EventRecorder recorder = recorded();
        ConnectFailedException thrown = failure(
                recorder, options().uri(keep(ScriptedListener.http()).uri()).build());

        assertThat(thrown.problemCode()).isEqualTo("MK-NOT-MONGODB");
        assertSameDiagnosis(recorder, thrown);
        Connecting began = recorder.events(Connecting.class).get(0);
        assertThat(between(began, recorder.events(Failed.class).get(0))).isLessThan(within(Duration.ofSeconds(1)));
    }

    @Test
    void O4_a_refused_port_is_transient_and_connected_soon_after_somebody_listens() {
        server().kill();
        EventRecorder recorder = recorded();
        recorder.connection()
                .open(options()
                        .startup(background())
                        .retry(RetryPolicy.fixed(Duration.ofMillis(500)))
                        .build());
        recorder.awaits(Connecting.class);

        server().restart();
        long listening = System.nanoTime();
        recorder.awaits(Connected.class);

        assertThat(Duration.ofNanos(System.nanoTime() - listening)).isLessThan(within(Duration.ofMillis(1200)));
    }

    @Test
    void O4_a_fatal_cause_is_not_retried() {
        EventRecorder recorder = recorded();
        failure(recorder, options().uri(server().uri("replicaSet=elsewhere")).build());

        assertThat(recorder.events(ConnectAttemptFailed.class)).hasSizeLessThanOrEqualTo(1);
        assertThat(recorder.events(ConnectAttemptFailed.class))
                .allSatisfy(event -> assertThat(event.delay()).isEmpty());
    }

    private static Startup background() {
        return Startup.BACKGROUND;
    }

    private static ConnectFailedException failure(EventRecorder recorder, ConnectionOptions options) {
        return catchThrowableOfType(
                ConnectFailedException.class, () -> recorder.connection().open(options));
    }

    private static void assertSameDiagnosis(EventRecorder recorder, ConnectFailedException thrown) {
        assertThat(thrown).isNotNull();
        Disconnected disconnected = recorder.events(Disconnected.class).get(0);
        Failed failed = recorder.events(Failed.class).get(0);
        assertThat(disconnected.reason()).isEqualTo(Disconnected.Reason.GAVE_UP);
        assertThat(disconnected.diagnosis()).contains(failed.diagnosis());
        assertThat(thrown.diagnosis().code()).isEqualTo(failed.diagnosis().code());
        assertThat(thrown.diagnosis().message()).isEqualTo(failed.diagnosis().message());
        assertThat(recorder.connection().status().diagnosis()).isPresent();
    }
}
