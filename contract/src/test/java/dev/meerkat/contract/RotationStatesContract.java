package dev.meerkat.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoCursor;
import dev.meerkat.Connection;
import dev.meerkat.ConnectionState;
import dev.meerkat.contract.frame.Callers;
import dev.meerkat.contract.frame.ContractCase;
import dev.meerkat.contract.frame.Leaks;
import dev.meerkat.contract.frame.Ports;
import dev.meerkat.contract.frame.StuckResolver;
import dev.meerkat.error.ConnectionClosedException;
import dev.meerkat.error.MeerkatException;
import dev.meerkat.error.WaitInterruptedException;
import dev.meerkat.event.Closed;
import dev.meerkat.event.Disconnected;
import dev.meerkat.event.ReconfigureFailed;
import dev.meerkat.event.Reconfigured;
import dev.meerkat.lab.ClientThreads;
import dev.meerkat.options.ConnectionOptions;
import dev.meerkat.options.RetryPolicy;
import dev.meerkat.options.Startup;
import dev.meerkat.stats.DrainReport;
import dev.meerkat.stats.RotationReport;
import dev.meerkat.testkit.EventRecorder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** S14 and R1 in every state a connection can be in, beside each other, and against a close. */
abstract class RotationStatesContract extends ContractCase {
    private static final Duration AT_ONCE = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Where nobody listens, tried for long. */
    private ConnectionOptions.Builder nowhere() {
        return options().uri(Ports.refusedUri()).serverSelectionTimeout(Duration.ofSeconds(20));
    }

    private static void use(Connection connection) {
        connection.database().getCollection("rows").insertOne(new Document());
    }

    private static void assertNotOpen(Connection connection) {
        ConnectionClosedException thrown = catchThrowableOfType(
                ConnectionClosedException.class, () -> connection.reconfigure(o -> o.maxPoolSize(5)));
        assertThat(thrown.problemCode()).isEqualTo("MK-NOT-RECONFIGURABLE");
        assertThat(thrown).hasMessageContaining(connection.state().name());
    }

    @Test
    void S14_what_is_not_open_is_refused_with_the_call_that_helps_and_no_event() {
        EventRecorder recorder = recorded();
        Connection connection = recorder.connection();
        assertNotOpen(connection);
        assertThat(catchThrowable(() -> connection.open(nowhere()
                        .retry(RetryPolicy.none())
                        .serverSelectionTimeout(AT_ONCE)
                        .build())))
                .isInstanceOf(MeerkatException.class);
        assertThat(connection.state()).isEqualTo(ConnectionState.FAILED);
        assertNotOpen(connection);
        connection.open(options().build());
        connection.close();
        assertNotOpen(connection);

        assertThat(recorder.events(Reconfigured.class)).isEmpty();
        assertThat(recorder.events(ReconfigureFailed.class)).isEmpty();
    }

    @Test
    void S14_a_connection_that_connects_in_vain_is_connected_by_a_reconfigure() {
        EventRecorder recorder = recorded();
        Connection connection = recorder.connection();
        Work<Connection> opening =
                Work.begin("opener", () -> connection.open(nowhere().build()));
        Work.awaitState(connection, ConnectionState.CONNECTING);
        Work<Boolean> waiter = Work.begin("waiter", () -> use(connection));
        Work.awaitWaiting(connection, 1);

        RotationReport report = connection.reconfigure(o -> o.uri(server().uri()));

        assertThat(report.changed()).contains("uri");
        assertThat(opening.value()).isSameAs(connection);
        assertThat(waiter.value()).isTrue();
        recorder.awaits(Reconfigured.class);
        recorder.assertSequence("Connecting", "Connected", "Opened");
        assertThat(connection.status().attempt()).isOne();
    }

    @Test
    void S14_a_reconfigure_that_fails_while_connecting_leaves_the_first_connect_running() {
        EventRecorder recorder = recorded();
        Connection connection = recorder.connection();
        CompletableFuture<Connection> opening = CompletableFuture.supplyAsync(
                () -> connection.open(nowhere().startup(Startup.REQUIRED).build()));
        Work.awaitState(connection, ConnectionState.CONNECTING);

        assertThat(catchThrowable(() ->
                        connection.reconfigure(o -> o.uri(Ports.refusedUri()).serverSelectionTimeout(AT_ONCE))))
                .hasMessageContaining("MK-REFUSED");

        assertThat(connection.state()).isEqualTo(ConnectionState.CONNECTING);
        assertThat(opening).isNotDone();
        recorder.awaits(ReconfigureFailed.class);
        recorder.assertSequence("Connecting");
        connection.close();
    }

    @Test
    void S14_an_interrupted_connection_recovers_on_another_server_by_a_reconfigure() {
        EventRecorder recorder = recorded();
        Connection connection =
                recorder.connection().open(options().heartbeatFrequency(AT_ONCE).build());
        var elsewhere = keep(kind().start());
        recorder.forget();
        server().kill();
        recorder.awaits(Disconnected.class);
        Work<Boolean> waiter = Work.begin("waiter", () -> use(connection));
        Work.awaitWaiting(connection, 1);

        connection.reconfigure(o -> o.uri(elsewhere.uri()));

        assertThat(waiter.value()).isTrue();
        assertThat(connection.state()).isEqualTo(ConnectionState.CONNECTED);
        recorder.awaits(Reconfigured.class);
        recorder.assertSequence("Disconnected", "Connected", "Reconnected", "Opened");
        server().restart();
        use(connection);
        recorder.assertQuiet(AT_ONCE);
    }

    @Test
    void S4_the_guard_stands_over_the_new_client_and_no_longer_over_the_old_one() {
        EventRecorder recorder = recorded();
        Connection connection =
                recorder.connection().open(options().heartbeatFrequency(AT_ONCE).build());
        var elsewhere = keep(kind().start());
        connection.reconfigure(o -> o.uri(elsewhere.uri()));
        recorder.forget();

        server().kill();
        recorder.assertQuiet(Duration.ofMillis(1200));
        elsewhere.kill();

        assertThat(recorder.awaits(Disconnected.class).reason()).isEqualTo(Disconnected.Reason.OUTAGE);
        elsewhere.restart();
        Work.awaitState(connection, ConnectionState.CONNECTED);
    }

    @Test
    void R1_reconfigures_at_the_same_time_come_one_after_the_other_and_all_are_in_force() {
        EventRecorder recorder = recorded();
        Connection connection = recorder.connection().open(options().build());
        recorder.forget();

        List<Throwable> thrown = Callers.together(
                3,
                caller -> connection.reconfigure(o -> {
                    switch (caller) {
                        case 0 -> o.maxPoolSize(31);
                        case 1 -> o.maxConnecting(3);
                        default -> o.maxIdleTime(Duration.ofSeconds(33));
                    }
                }));

        assertThat(thrown).isEmpty();
        assertThat(connection.options().maxPoolSize()).isEqualTo(31);
        assertThat(connection.options().maxConnecting()).isEqualTo(3);
        assertThat(connection.options().maxIdleTime()).isEqualTo(Duration.ofSeconds(33));
        assertThat(recorder.events(Reconfigured.class))
                .hasSize(3)
                .allSatisfy(event -> assertThat(event.report().changed()).hasSize(1));
    }

    @Test
    void R1_a_waiting_caller_may_be_interrupted_and_the_rotation_goes_on() throws Exception {
        EventRecorder recorder = recorded();
        Connection connection = recorder.connection().open(options().build());
        try (MongoCursor<Document> cursor = openCursor(connection)) {
            Callers.Caller caller = Callers.start(() -> connection.reconfigure(o -> o.maxPoolSize(8)));
            await().until(() -> connection.options().maxPoolSize() == 8);
            caller.awaitWaiting();
            caller.interrupt();

            assertThat(caller.failure(PATIENCE)).isInstanceOf(WaitInterruptedException.class);
            assertThat(caller.flagAtEnd()).isTrue();
            assertThat(recorder.events(Reconfigured.class)).isEmpty();
            cursor.forEachRemaining(row -> {});
        }
        assertThat(recorder.awaits(Reconfigured.class).report().drain().forced())
                .isFalse();
    }

    private static MongoCursor<Document> openCursor(Connection connection) {
        var rows = connection.database().getCollection("cursors");
        rows.drop();
        rows.insertMany(
                IntStream.range(0, 10).mapToObj(i -> new Document("_id", i)).toList());
        MongoCursor<Document> cursor = rows.find().batchSize(2).cursor();
        cursor.next();
        return cursor;
    }

    @Test
    void R1_a_close_during_the_proof_ends_both_at_once_and_leaves_nothing() {
        Leaks leaks = Leaks.before(server());
        EventRecorder recorder = recorded();
        Connection connection = recorder.connection().open(options().build());
        CompletableFuture<RotationReport> rotation = connection.reconfigureAsync(
                o -> o.uri(Ports.refusedUri()).serverSelectionTimeout(Duration.ofSeconds(20)));
        await().until(() ->
                ClientThreads.alive().stream().anyMatch(each -> each.getName().equals("meerkat-default-verify")));
        recorder.forget();

        long begun = System.nanoTime();
        DrainReport report = connection.close();

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(AT_ONCE.plus(AT_ONCE));
        assertThat(report.forced()).isFalse();
        assertThat(rotation).failsWithin(AT_ONCE).withThrowableThat().withMessageContaining("MK-CLOSED");
        recorder.awaits(ReconfigureFailed.class);
        recorder.awaits(Closed.class);
        recorder.assertSequence("Disconnecting", "Disconnected", "Closed");
        leaks.awaitNone(Duration.ofSeconds(1));
    }

    @Test
    void R1_a_close_while_the_new_client_sits_in_a_look_up_ends_at_once_too() {
        StuckResolver names = keep(new StuckResolver());
        Connection connection = registry().connection().open(options().build());
        CompletableFuture<RotationReport> rotation = connection.reconfigureAsync(
                o -> o.uri("mongodb://nowhere.example/").customize(names));
        names.awaitAsked();

        long begun = System.nanoTime();
        DrainReport report = connection.close();

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(AT_ONCE.plus(AT_ONCE));
        assertThat(report.lingering()).isNotEmpty().allMatch(thread -> thread.contains("nowhere.example"));
        await().until(rotation::isCompletedExceptionally);
    }

    @Test
    void R1_a_close_during_the_drain_waits_for_it_and_reports_what_both_cut() {
        EventRecorder recorder = recorded();
        Connection connection = recorder.connection()
                .open(options().closeGrace(Duration.ofMillis(600)).build());
        MongoCursor<Document> first = openCursor(connection);
        CompletableFuture<RotationReport> rotation = connection.reconfigureAsync(o -> o.maxPoolSize(9));
        await().until(() -> connection.options().maxPoolSize() == 9);
        MongoCursor<Document> second = connection
                .database()
                .getCollection("cursors")
                .find()
                .batchSize(2)
                .cursor();
        second.next();
        assertThat(connection.status().inFlight()).isEqualTo(2);

        DrainReport report = connection.close();

        assertThat(report.forced()).isTrue();
        assertThat(report.cut()).hasSize(2);
        assertThat(rotation.join().drain().cut()).hasSize(1);
        recorder.awaits(Reconfigured.class);
        recorder.awaits(Closed.class);
        assertThat(catchThrowable(() -> first.forEachRemaining(row -> {}))).hasMessageContaining("MK-FORCED-AT-DRAIN");
        assertThat(catchThrowable(() -> second.forEachRemaining(row -> {}))).hasMessageContaining("MK-FORCED-AT-DRAIN");
    }

    @Test
    void R1_a_rotation_that_waits_for_its_turn_when_the_connection_closes_is_refused() {
        Connection connection = registry().connection().open(options().build());
        CompletableFuture<RotationReport> first = connection.reconfigureAsync(
                o -> o.uri(Ports.refusedUri()).serverSelectionTimeout(Duration.ofSeconds(20)));
        CompletableFuture<RotationReport> second = connection.reconfigureAsync(o -> o.maxPoolSize(4));

        connection.close();

        assertThat(first).failsWithin(PATIENCE);
        assertThat(second).failsWithin(PATIENCE).withThrowableThat().withMessageContaining("MK-NOT-RECONFIGURABLE");
        connection.open();
        connection.reconfigure(o -> o.maxPoolSize(6));
        use(connection);
    }
}
