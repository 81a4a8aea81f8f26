package dev.meerkat.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.meerkat.Connection;
import dev.meerkat.ConnectionState;
import dev.meerkat.contract.frame.Callers;
import dev.meerkat.contract.frame.ContractCase;
import dev.meerkat.contract.frame.Leaks;
import dev.meerkat.contract.frame.Ports;
import dev.meerkat.error.ConnectFailedException;
import dev.meerkat.error.ConnectionUnavailableException;
import dev.meerkat.error.MeerkatException;
import dev.meerkat.error.WaitInterruptedException;
import dev.meerkat.event.ConnectAttemptFailed;
import dev.meerkat.event.Connected;
import dev.meerkat.event.Connecting;
import dev.meerkat.lab.ClientThreads;
import dev.meerkat.options.ConnectionOptions;
import dev.meerkat.options.RetryPolicy;
import dev.meerkat.options.Startup;
import dev.meerkat.testkit.EventRecorder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** O1, O2, O5, O6: who waits for an open, how long, and what is left when it was in vain. */
abstract class WaitingContract extends ContractCase {
    private ConnectionOptions.Builder refused() {
        return options()
                .uri(Ports.refusedUri())
                .serverSelectionTimeout(Duration.ofMillis(300))
                .retry(RetryPolicy.fixed(Duration.ofMillis(100)));
    }

    @Test
    void O1_connect_async_has_begun_when_it_returns_so_that_all_callers_share_its_outcome() {
        registry().connectAsync(options().build());

        assertThat(registry().connection().state()).isNotEqualTo(ConnectionState.NEW);
        assertThat(registry()
                        .connection()
                        .awaitConnected(EventRecorder.PATIENCE)
                        .state())
                .isEqualTo(ConnectionState.CONNECTED);
    }

    @Test
    void O1_connect_returns_connected_and_an_operation_works_at_once() {
        Connection connection = registry().connect(options().build());

        assertThat(connection.state()).isEqualTo(ConnectionState.CONNECTED);
        connection.database().getCollection("o1").insertOne(new Document("a", 1));
        assertThat(registry().connection()).isSameAs(connection);
    }

    @Test
    void O1_an_async_connect_completes_with_the_connection() throws Exception {
        CompletableFuture<Connection> future = registry().connectAsync(options().build());

        assertThat(future.get(10, TimeUnit.SECONDS).state()).isEqualTo(ConnectionState.CONNECTED);
    }

    @Test
    void O1_an_async_connect_that_gives_up_completes_with_the_diagnosis() {
        CompletableFuture<Connection> future =
                registry().connectAsync(refused().retry(RetryPolicy.none()).build());

        ExecutionException thrown =
                catchThrowableOfType(ExecutionException.class, () -> future.get(10, TimeUnit.SECONDS));
        assertThat(thrown.getCause()).isInstanceOf(ConnectFailedException.class).hasMessageContaining("MK-REFUSED");
    }

    @Test
    void O1_cancelling_the_future_cancels_the_wait_alone() {
        server().kill();
        EventRecorder recorder = recorded();
        CompletableFuture<Connection> future = registry().connectAsync(options().build());
        recorder.awaits(Connecting.class);
        future.cancel(true);
        server().restart();

        recorder.awaits(Connected.class);
    }

    @Test
    void O1_a_created_connection_returns_at_once_and_connects_in_the_background() {
        server().kill();
        Connection connection = registry()
                .createConnection(
                        "background",
                        options().startupTimeout(Duration.ofMillis(1)).build());
        assertThat(connection.state()).isEqualTo(ConnectionState.CONNECTING);
        server().restart();

        assertThat(connection.awaitConnected(EventRecorder.PATIENCE).state()).isEqualTo(ConnectionState.CONNECTED);
    }

    @Test
    void O1_an_open_in_the_background_ignores_the_startup_timeout_and_ends_with_the_attempts() {
        EventRecorder recorder = recorded();
        Connection connection = recorder.connection()
                .open(refused()
                        .startup(Startup.BACKGROUND)
                        .startupTimeout(Duration.ofMillis(50))
                        .retry(RetryPolicy.fixed(Duration.ofMillis(50)).maxAttempts(2))
                        .build());

        recorder.awaits(ConnectAttemptFailed.class);
        assertThat(recorder.awaits(ConnectAttemptFailed.class).attempt()).isEqualTo(2);
        recorder.awaits(dev.meerkat.event.Failed.class);
        recorder.assertSequence("Connecting", "Disconnected", "Failed");
        assertThat(connection.state()).isEqualTo(ConnectionState.FAILED);
    }

    @Test
    void O1_awaiting_in_vain_throws_after_the_callers_time_and_changes_no_state() {
        Connection connection = registry().createConnection("vain", refused().build());
        long began = System.nanoTime();
        ConnectionUnavailableException thrown = catchThrowableOfType(
                ConnectionUnavailableException.class, () -> connection.awaitConnected(Duration.ofMillis(400)));

        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .isBetween(Duration.ofMillis(390), Duration.ofMillis(1400));
        assertThat(thrown).hasMessageContaining("vain").hasMessageContaining("Fix: ");
        assertThat(connection.state()).isEqualTo(ConnectionState.CONNECTING);
    }

    @Test
    void O1_all_callers_share_one_attempt_and_one_outcome() {
        EventRecorder recorder = recorded();
        ConnectionOptions options = refused()
                .retry(RetryPolicy.fixed(Duration.ofMillis(100)).maxAttempts(2))
                .build();
        List<Throwable> outcomes =
                Callers.together(20, caller -> recorder.connection().open(options));

        assertThat(outcomes)
                .hasSize(20)
                .allSatisfy(outcome -> assertThat(outcome)
                        .isInstanceOfSatisfying(
                                ConnectFailedException.class,
                                failed -> assertThat(failed.problemCode()).isEqualTo("MK-REFUSED")));
        assertThat(recorder.events(Connecting.class)).hasSize(1);
        assertThat(recorder.events(ConnectAttemptFailed.class)).hasSize(2);
    }

    @Test
    void O1_between_attempts_the_state_is_connecting() {
        EventRecorder recorder = recorded();
        Connection connection = recorder.connection();
        connection.open(refused()
                .retry(RetryPolicy.fixed(Duration.ofSeconds(20)))
                .startup(Startup.BACKGROUND)
                .build());
        ConnectAttemptFailed failed = recorder.awaits(ConnectAttemptFailed.class);

        assertThat(failed.to()).isEqualTo(ConnectionState.CONNECTING);
        assertThat(connection.state()).isEqualTo(ConnectionState.CONNECTING);
        assertThat(connection.status().attempt()).isEqualTo(1);
    }

    @Test
    void O2_a_server_without_logins_connects_without_credentials() {
        assertThat(opened().state()).isEqualTo(ConnectionState.CONNECTED);
    }

    @Test
    void O5_failed_attempts_leave_no_thread_and_no_socket_behind() {
        EventRecorder recorder = recorded();
        Leaks leaks = Leaks.before(server());
        for (int round = 0; round < 3; round++) {
            assertThat(catchThrowableOfType(
                            ConnectFailedException.class,
                            () -> recorder.connection()
                                    .open(options()
                                            .uri(server().uri("replicaSet=elsewhere"))
                                            .build())))
                    .isNotNull();
        }
        leaks.awaitNone(Duration.ofSeconds(3));
        assertThat(recorder.events(dev.meerkat.event.Failed.class)).hasSize(3);
    }

    @Test
    void O5_attempts_that_are_retried_leave_one_clients_threads_and_nothing_after_close() {
        EventRecorder recorder = recorded();
        Leaks leaks = Leaks.before(server());
        long before = monitors();
        recorder.connection()
                .open(refused()
                        .retry(RetryPolicy.fixed(Duration.ofMillis(10)))
                        .startup(Startup.BACKGROUND)
                        .build());
        recorder.awaits(ConnectAttemptFailed.class, event -> event.attempt() >= 6, EventRecorder.PATIENCE);
        long monitors = monitors() - before;
        recorder.connection().close();

        assertThat(monitors).as("monitor threads while the sixth attempt ends").isLessThanOrEqualTo(4);
        leaks.awaitNone(Duration.ofSeconds(3));
    }

    private static long monitors() {
        return ClientThreads.alive().stream()
                .filter(thread -> thread.getName().startsWith("cluster-"))
                .count();
    }

    @Test
    void O6_interrupting_an_open_stops_the_wait_restores_the_flag_and_leaves_the_connect_running() throws Exception {
        EventRecorder recorder = recorded();
        Callers.Caller caller =
                Callers.start(() -> recorder.connection().open(refused().build()));
        recorder.awaits(Connecting.class);
        caller.awaitWaiting();
        caller.interrupt();

        assertInterrupted(caller);
        assertThat(recorder.connection().state()).isEqualTo(ConnectionState.CONNECTING);
    }

    @Test
    void O6_interrupting_a_wait_for_connected_says_so() throws Exception {
        Connection connection = registry().createConnection("waits", refused().build());
        Callers.Caller caller = Callers.start(() -> connection.awaitConnected(Duration.ofSeconds(20)));
        caller.awaitWaiting();
        caller.interrupt();

        assertInterrupted(caller);
    }

    @Test
    void O6_interrupting_a_caller_at_the_gate_says_so() throws Exception {
        Connection connection = registry().createConnection("gate", refused().build());
        Callers.Caller caller = Callers.start(
                () -> connection.database().getCollection("c").find().first());
        caller.awaitWaiting();
        caller.interrupt();

        assertInterrupted(caller);
        assertThat(connection.state()).isEqualTo(ConnectionState.CONNECTING);
    }

    @Test
    void O6_a_thread_interrupted_before_it_waits_does_not_wait() throws Exception {
        Connection connection = registry().createConnection("early", refused().build());
        Callers.Caller caller = Callers.start(() -> {
            Thread.currentThread().interrupt();
            return connection.awaitConnected(Duration.ofSeconds(20));
        });

        assertInterrupted(caller);
    }

    private static void assertInterrupted(Callers.Caller caller) throws InterruptedException, TimeoutException {
        assertThat(caller.failure(Duration.ofSeconds(2)))
                .isInstanceOf(WaitInterruptedException.class)
                .isInstanceOf(MeerkatException.class)
                .hasMessageContaining("interrupted");
        assertThat(caller.flagAtEnd()).isTrue();
    }
}
