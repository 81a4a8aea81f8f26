package dev.meerkat.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoCollection;
import dev.meerkat.Connection;
import dev.meerkat.ConnectionRegistry;
import dev.meerkat.ConnectionState;
import dev.meerkat.event.Connected;
import dev.meerkat.event.Disconnected;
import dev.meerkat.event.Reconnected;
import dev.meerkat.lab.FaultProxy;
import dev.meerkat.lab.LabServer;
import dev.meerkat.lab.ScriptedReplicaSet;
import dev.meerkat.options.ConnectionOptions;
import java.time.Duration;
import java.util.stream.IntStream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The extension with Meerkat's core: connection, options, events, drain. */
@MeerkatTest
final class MeerkatConnectionTest {
    private static @Nullable ConnectionRegistry left;

    @AfterEach
    void closeWhatWasLeft() {
        if (left != null) {
            left.close();
            left = null;
        }
    }

    private static MongoCollection<Document> orders(Connection connection) {
        return connection.client().getDatabase("shop").getCollection("orders");
    }

    @Test
    void a_connection_is_given_open_with_its_events_from_the_first(Connection connection, EventRecorder events) {
        assertThat(connection.state()).isEqualTo(ConnectionState.CONNECTED);
        events.assertSequence("Connecting", "Connected", "Opened");
        assertThat(events.connection()).isSameAs(connection);
    }

    @Test
    void the_linter_has_nothing_to_say_of_options_that_nobody_chose(Connection connection) {
        assertThat(connection.lint()).isEmpty();
    }

    @Test
    void an_outage_is_heard_of_and_so_is_its_end(LabServer server, Connection connection, EventRecorder events) {
        server.kill();
        events.awaits(Disconnected.class);
        server.restart();
        events.awaits(Reconnected.class);
        assertThat(orders(connection).countDocuments()).isZero();
    }

    @Test
    void a_silence_is_heard_of_too(FaultProxy proxy, EventRecorder events) {
        proxy.blackHole();
        events.awaits(Disconnected.class, Duration.ofSeconds(30));
        proxy.pass();
        events.awaits(Reconnected.class, Duration.ofSeconds(30));
    }

    @Test
    void nothing_fails_and_nothing_is_lost_over_an_election(
            ScriptedReplicaSet set, Connection connection, EventRecorder events, Writes writes) {
        writes.start(orders(connection), 4).awaitAcknowledged(20);
        set.loseMajority();
        events.awaits(Disconnected.class);
        set.regainMajority();
        events.awaits(Reconnected.class);
        writes.awaitAcknowledged(20).assertNoneFailed(orders(connection));
    }

    @Test
    void options_lead_to_the_server_and_are_the_tests_to_use(ConnectionOptions options) {
        try (ConnectionRegistry registry = new ConnectionRegistry()) {
            assertThat(registry.connect(options).state()).isEqualTo(ConnectionState.CONNECTED);
        }
    }

    @Test
    void what_is_configured_where_tests_run_reaches_a_registry_of_the_tests_own_and_not_the_given_connection(
            ConnectionOptions options) {
        System.setProperty("meerkat.connections.default.max-pool-size", "7");
        try (ConnectionRegistry registry = new ConnectionRegistry()) {
            assertThat(registry.connect(options).options().maxPoolSize()).isEqualTo(7);
            Run.of(GivenConnection.class).passed();
        } finally {
            System.clearProperty("meerkat.connections.default.max-pool-size");
        }
    }

    @MeerkatTest
    static final class GivenConnection {
        @Test
        void test(Connection connection) {
            assertThat(connection.options().maxPoolSize()).isEqualTo(100);
        }
    }

    @Test
    void a_close_that_loses_nothing_is_told_so(Connection connection, EventRecorder events) {
        orders(connection).insertOne(new Document("_id", 1));
        connection.close();
        assertThat(events.awaitsDrainWithoutLoss().cut()).isEmpty();
    }

    @Test
    void a_close_that_cuts_work_is_told_so(ConnectionOptions options, LabServer server) {
        try (ConnectionRegistry registry = new ConnectionRegistry()) {
            EventRecorder events = EventRecorder.of(registry.connection());
            Connection connection = registry.connection()
                    .open(options.toBuilder().closeGrace(Duration.ofMillis(1)).build());
            fill(connection);
            orders(connection).find().batchSize(2).cursor().next();
            connection.close();
            assertThatThrownBy(events::awaitsDrainWithoutLoss).hasMessageContaining("lost work");
        }
    }

    @Test
    void an_event_that_does_not_come_fails_with_all_that_did(EventRecorder events) {
        assertThatThrownBy(() -> events.awaits(Disconnected.class, Duration.ofMillis(50)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("no further Disconnected of default within PT0.05S; it is CONNECTED, and told")
                .hasMessageContaining("Connecting")
                .hasMessageContaining("Opened");
    }

    @Test
    void a_wrong_sequence_fails_with_both(EventRecorder events) {
        assertThatThrownBy(() -> events.assertSequence("Connecting", "Opened"))
                .hasMessageContaining(
                        "expected [Connecting, Opened] of default, but it told [Connecting, Connected, Opened]");
        events.awaits(Connected.class);
    }

    @Test
    void a_connection_that_nobody_closed_is_a_leak() {
        assertThat(Run.of(LeavesConnection.class).failure())
                .hasMessageContaining("THREADS: thread meerkat-forgotten-guard")
                .hasMessageContaining("THREADS: thread cluster-")
                .hasMessageContaining("SOCKETS: socket");
    }

    @MeerkatTest(patience = "500ms")
    static final class LeavesConnection {
        @Test
        void test(ConnectionOptions options) {
            ConnectionRegistry registry = new ConnectionRegistry();
            left = registry;
            registry.createConnection("forgotten", options).awaitConnected(Duration.ofMinutes(1));
        }
    }

    @Test
    void a_cursor_of_the_connection_is_told_by_its_line_and_by_the_gate() {
        assertThat(Run.of(LeavesCursor.class).failure())
                .hasMessageContaining("CURSORS: cursor on shop.orders, opened\n")
                .hasMessageContaining("MeerkatConnectionTest$LeavesCursor.test(MeerkatConnectionTest.java:")
                .hasMessageContaining("CURSORS: connection default has work in flight: 1 operations");
    }

    @MeerkatTest(patience = "500ms")
    static final class LeavesCursor {
        @Test
        void test(Connection connection) {
            fill(connection);
            orders(connection).find().batchSize(2).cursor().next();
        }
    }

    private static void fill(Connection connection) {
        orders(connection)
                .insertMany(IntStream.range(0, 10)
                        .mapToObj(n -> new Document("_id", n))
                        .toList());
    }
}
