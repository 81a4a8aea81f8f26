package dev.meerkat.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoCursor;
import dev.meerkat.Connection;
import dev.meerkat.ConnectionState;
import dev.meerkat.contract.frame.Callers;
import dev.meerkat.contract.frame.ContractCase;
import dev.meerkat.contract.frame.SocketTable;
import dev.meerkat.error.ConnectionSettingsConflict;
import dev.meerkat.error.ConnectionUnavailableException;
import dev.meerkat.event.Connecting;
import dev.meerkat.event.Disconnected;
import dev.meerkat.event.Disconnecting;
import dev.meerkat.event.Opened;
import dev.meerkat.lab.ClientThreads;
import dev.meerkat.options.ConnectionOptions;
import dev.meerkat.options.Startup;
import dev.meerkat.testkit.EventRecorder;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** S11, S12: opening what is open, with the same settings and with others. */
abstract class JoiningContract extends ContractCase {
    @Test
    void S11_fifty_threads_that_open_at_once_share_one_client() {
        Assumptions.assumeTrue(SocketTable.present(), "this machine has no /proc/net/tcp");
        int before = SocketTable.established(server().port());
        Connection alone = registry().connection("alone").open(options().build());
        int forOne = SocketTable.established(server().port()) - before;
        alone.close();
        await().atMost(Duration.ofSeconds(20)).until(() -> SocketTable.established(server().port()) <= before);
        EventRecorder recorder = recorded();

        List<Throwable> thrown = Callers.together(
                50,
                caller -> assertThat(
                                recorder.connection().open(options().build()).state())
                        .isEqualTo(ConnectionState.CONNECTED));

        assertThat(thrown).isEmpty();
        recorder.assertSequence("Connecting", "Connected", "Opened");
        assertThat(SocketTable.established(server().port()) - before).isLessThanOrEqualTo(forOne);
    }

    @Test
    void S11_an_open_with_equal_settings_while_connected_joins_without_an_event_or_a_thread() {
        EventRecorder recorder = recorded();
        Connection connection = recorder.connection().open(options().build());
        recorder.forget();
        long threads = ClientThreads.alive().stream()
                .filter(thread -> thread.getName().startsWith("cluster-"))
                .count();

        assertThat(connection.open(options().build())).isSameAs(connection);
        assertThat(connection.open()).isSameAs(connection);
        assertThat(registry().connect(options().build())).isSameAs(connection);

        recorder.assertSequence();
        assertThat(ClientThreads.alive().stream()
                        .filter(thread -> thread.getName().startsWith("cluster-"))
                        .count())
                .isEqualTo(threads);
    }

    @Test
    void S11_an_open_while_connecting_shares_the_outcome() {
        server().kill();
        EventRecorder recorder = recorded();
        Connection connection = recorder.connection();
        Callers.Caller first = Callers.start(() -> connection.open(options().build()));
        recorder.awaits(Connecting.class);
        Callers.Caller second = Callers.start(() -> connection.open(options().build()));
        second.awaitWaiting();
        server().restart();

        assertThat(first.result(Duration.ofSeconds(10))).isSameAs(connection);
        assertThat(second.result(Duration.ofSeconds(10))).isSameAs(connection);
        recorder.assertSequence("Connecting", "Connected", "Opened");
    }

    @Test
    void S11_a_required_open_that_joins_a_connect_in_the_background_waits_no_longer_than_its_startup_timeout()
            throws Exception {
        server().kill();
        EventRecorder recorder = recorded();
        Connection connection = recorder.connection();
        ConnectionOptions options =
                options().startupTimeout(Duration.ofMillis(700)).build();
        connection.open(options.toBuilder().startup(Startup.BACKGROUND).build());
        Callers.Caller joining = Callers.start(() -> connection.open(options));

        assertThat(joining.failure(Duration.ofSeconds(10))).isInstanceOf(ConnectionUnavailableException.class);
        assertThat(connection.state()).isEqualTo(ConnectionState.CONNECTING);
        server().restart();
        recorder.awaits(Opened.class);
        recorder.assertSequence("Connecting", "Connected", "Opened");
    }

    @Test
    void S11_an_open_during_an_outage_waits_for_the_recovery() {
        EventRecorder recorder = recorded();
        ConnectionOptions options =
                options().heartbeatFrequency(Duration.ofMillis(500)).build();
        Connection connection = recorder.connection().open(options);
        server().kill();
        recorder.awaits(Disconnected.class);
        Callers.Caller joining = Callers.start(() -> connection.open(options));
        joining.awaitWaiting();
        assertThat(joining.ended()).isFalse();
        server().restart();

        assertThat(joining.result(Duration.ofSeconds(10))).isSameAs(connection);
        recorder.awaits(Opened.class);
        recorder.assertSequence(
                "Connecting", "Connected", "Opened", "Disconnected", "Connected", "Reconnected", "Opened");
    }

    @Test
    void S11_an_open_during_an_outage_throws_the_last_diagnosis_after_the_startup_timeout_and_stays_interrupted() {
        EventRecorder recorder = recorded();
        ConnectionOptions options = options()
                .heartbeatFrequency(Duration.ofMillis(500))
                .startupTimeout(Duration.ofSeconds(2))
                .build();
        Connection connection = recorder.connection().open(options);
        server().kill();
        Disconnected lost = recorder.awaits(Disconnected.class);
        recorder.forget();
        long began = System.nanoTime();
        ConnectionUnavailableException thrown =
                catchThrowableOfType(ConnectionUnavailableException.class, () -> connection.open(options));

        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .isBetween(Duration.ofMillis(1990), within(Duration.ofSeconds(3)));
        assertThat(lost.diagnosis()).isPresent();
        assertThat(thrown.problemCode()).startsWith("MK-").isNotEqualTo("MK-AWAIT-TIMEOUT");
        assertThat(connection.state()).isEqualTo(ConnectionState.INTERRUPTED);
        recorder.assertSequence();
    }

    @Test
    void S12_an_open_with_other_settings_while_connected_names_them_and_leaves_the_connection_alone() {
        EventRecorder recorder = recorded();
        Connection connection =
                recorder.connection().open(options().maxPoolSize(7).build());
        recorder.forget();
        ConnectionSettingsConflict thrown = catchThrowableOfType(
                ConnectionSettingsConflict.class,
                () -> connection.open(options()
                        .maxPoolSize(8)
                        .bufferTimeout(Duration.ofSeconds(3))
                        .build()));

        assertThat(thrown)
                .hasMessageContaining("maxPoolSize")
                .hasMessageContaining("bufferTimeout")
                .hasMessageNotContaining("minPoolSize");
        recorder.assertSequence();
        assertThat(connection.state()).isEqualTo(ConnectionState.CONNECTED);
        assertThat(connection.options().maxPoolSize()).isEqualTo(7);
        connection.database().runCommand(new Document("ping", 1));
    }

    @Test
    void S12_an_open_with_another_password_names_the_option_and_hides_the_value() {
        EventRecorder recorder = recorded();
        Connection connection = recorder.connection().open(options().build());
        ConnectionSettingsConflict thrown = catchThrowableOfType(
                ConnectionSettingsConflict.class,
                () -> connection.open(options()
                        .uri("mongodb://ada:s3cr3t-word@" + server().host() + ":" + server().port() + "/")
                        .build()));

        assertThat(thrown).hasMessageNotContaining("s3cr3t-word");
        assertThat(connection.state()).isEqualTo(ConnectionState.CONNECTED);
    }

    @Test
    void S12_an_open_with_other_settings_while_connecting_or_interrupted_conflicts() {
        server().kill();
        EventRecorder recorder = recorded();
        ConnectionOptions options = options()
                .heartbeatFrequency(Duration.ofMillis(500))
                .startup(Startup.BACKGROUND)
                .build();
        ConnectionOptions others = options.toBuilder().maxPoolSize(3).build();
        Connection connection = recorder.connection().open(options);
        assertThatThrownBy(() -> connection.open(others)).isInstanceOf(ConnectionSettingsConflict.class);
        assertThat(connection.state()).isEqualTo(ConnectionState.CONNECTING);
        server().restart();
        connection.awaitConnected(EventRecorder.PATIENCE);
        server().kill();
        recorder.awaits(Disconnected.class);

        assertThatThrownBy(() -> connection.open(others)).isInstanceOf(ConnectionSettingsConflict.class);
        assertThat(connection.state()).isEqualTo(ConnectionState.INTERRUPTED);
    }

    @Test
    void S12_a_closed_connection_takes_other_settings() {
        Connection connection = opened();
        connection.close();

        connection.open(options().maxPoolSize(4).build());

        assertThat(connection.options().maxPoolSize()).isEqualTo(4);
    }

    @SuppressWarnings("try") // the cursor is closed in the middle, on purpose
    @Test
    void S12_an_open_while_draining_waits_for_closed_and_the_two_never_interleave() {
        EventRecorder recorder = recorded();
        Connection connection = recorder.connection()
                .open(options().closeGrace(Duration.ofSeconds(15)).build());
        var collection = connection.database().getCollection("s12");
        collection.insertMany(
                IntStream.range(0, 10).mapToObj(n -> new Document("n", n)).toList());
        recorder.forget();
        MongoCursor<Document> open = keep(collection.find().batchSize(2).iterator());
        open.next();
        Callers.Caller closing = Callers.start(connection::close);
        recorder.awaits(Disconnecting.class);
        Callers.Caller opening =
                Callers.start(() -> connection.open(options().maxPoolSize(9).build()));
        opening.awaitWaiting();
        assertThat(connection.state()).isEqualTo(ConnectionState.DRAINING);
        assertThat(connection.readyState().code()).isEqualTo(3);
        assertThat(opening.ended()).isFalse();
        open.close();
        closing.result(Duration.ofSeconds(10));
        opening.result(Duration.ofSeconds(10));

        recorder.assertSequence("Disconnecting", "Disconnected", "Closed", "Connecting", "Connected", "Opened");
        assertThat(connection.options().maxPoolSize()).isEqualTo(9);
    }
}
