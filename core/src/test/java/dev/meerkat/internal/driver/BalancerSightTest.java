package dev.meerkat.internal.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoClientSettings;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoInterruptedException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoSocketReadException;
import com.mongodb.ServerAddress;
import com.mongodb.client.MongoClient;
import com.mongodb.connection.ClusterId;
import com.mongodb.connection.ConnectionDescription;
import com.mongodb.connection.ServerId;
import com.mongodb.event.CommandFailedEvent;
import com.mongodb.event.CommandSucceededEvent;
import com.mongodb.event.ConnectionCheckOutFailedEvent;
import com.mongodb.event.ConnectionCheckOutFailedEvent.Reason;
import dev.meerkat.internal.time.TimeSource;
import dev.meerkat.options.ConnectionOptions;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;

/** S4 in load balanced mode: three operations or pings in a row that fail to connect are an outage. */
class BalancerSightTest {
    private static final ServerId SERVER = new ServerId(new ClusterId(), new ServerAddress("h", 1));
    private static final ConnectionDescription CONNECTION = new ConnectionDescription(SERVER);

    private final AtomicInteger pokes = new AtomicInteger();
    private final BalancerSight sight = new BalancerSight(pokes::incrementAndGet);

    private void notConnected(long operation, Reason reason) {
        sight.connectionCheckOutFailed(new ConnectionCheckOutFailedEvent(SERVER, operation, reason, 1));
    }

    private void notConnected(long operation) {
        notConnected(operation, Reason.CONNECTION_ERROR);
    }

    private void answered() {
        sight.commandSucceeded(
                new CommandSucceededEvent(null, 1, 1, CONNECTION, "shop", "find", new BsonDocument(), 1));
    }

    private void failed(Throwable failure) {
        sight.commandFailed(new CommandFailedEvent(null, 1, 1, CONNECTION, "shop", "find", 1, failure));
    }

    @Test
    void S4_three_operations_in_a_row_that_fail_to_connect_are_an_outage_and_two_are_none() {
        notConnected(1);
        notConnected(2);
        assertThat(sight.well()).isFalse();
        assertThat(sight.lost()).isFalse();

        notConnected(3);
        notConnected(4);
        assertThat(sight.lost()).isTrue();
        assertThat(pokes).hasValue(4);
    }

    @Test
    void S4_an_operation_that_the_driver_tries_again_counts_once() {
        notConnected(1);
        notConnected(2);
        notConnected(1);
        notConnected(2);
        assertThat(sight.lost()).isFalse();
    }

    @Test
    void S4_the_driver_gives_all_tries_of_an_operation_one_number() throws Exception {
        try (BrokenServer server = BrokenServer.that(BrokenServer::closeAtFirstByte)) {
            DriverClient client = client("mongodb://" + server.address() + "/?loadBalanced=true");
            try {
                find(client);
                find(client);
                assertThat(server.accepted()).as("tries to connect").isGreaterThanOrEqualTo(4);
                assertThat(client.facts().lost()).isFalse();

                find(client);
                assertThat(client.facts().lost()).isTrue();
            } finally {
                client.close();
            }
        }
    }

    private static void find(DriverClient client) {
        MongoClient driver = client.generation().client();
        assertThatThrownBy(() -> driver.getDatabase("shop")
                        .getCollection("orders")
                        .find()
                        .first())
                .isInstanceOf(MongoSocketException.class);
    }

    @Test
    void S4_an_answer_breaks_the_row() {
        notConnected(1);
        notConnected(2);
        answered();
        assertThat(sight.well()).isTrue();
        notConnected(3);
        assertThat(sight.lost()).isFalse();
    }

    @Test
    void S4_an_older_operation_that_breaks_meanwhile_does_not_break_the_row() {
        notConnected(1);
        notConnected(2);
        failed(new MongoSocketReadException("cut", SERVER.getAddress()));
        notConnected(3);
        assertThat(sight.lost()).isTrue();

        failed(new MongoSocketReadException("cut", SERVER.getAddress()));
        assertThat(sight.lost()).isTrue();
    }

    @Test
    void S4_callers_who_are_interrupted_say_nothing_of_the_servers() {
        Thread.currentThread().interrupt();
        try {
            for (int operation = 0; operation < 4; operation++) {
                notConnected(operation);
                failed(new MongoInterruptedException("stop", new InterruptedException()));
            }
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(sight.well()).isTrue();
        assertThat(pokes).hasValue(0);
    }

    @Test
    void S4_a_server_s_error_is_an_answer_and_a_broken_socket_asks_for_a_ping_but_is_no_failure_to_connect() {
        failed(new MongoCommandException(BsonDocument.parse("{ok: 0, code: 59}"), SERVER.getAddress()));
        assertThat(sight.well()).isTrue();
        assertThat(pokes).hasValue(0);

        for (int times = 0; times < 4; times++) {
            failed(new MongoSocketReadException("cut", SERVER.getAddress()));
        }
        assertThat(sight.well()).isFalse();
        assertThat(sight.lost()).isFalse();
        assertThat(pokes).hasValue(1);
        answered();
        assertThat(sight.well()).isTrue();
    }

    @Test
    void S4_waiting_in_vain_for_a_pooled_connection_is_no_failure_to_connect() {
        for (int operation = 0; operation < 4; operation++) {
            notConnected(operation, Reason.TIMEOUT);
        }
        assertThat(sight.well()).isTrue();
    }

    @Test
    void G1_only_a_load_balanced_client_is_listened_to_command_by_command() {
        assertThat(made("mongodb://127.0.0.1:1/").getCommandListeners()).isEmpty();
        assertThat(made("mongodb://127.0.0.1:1/?loadBalanced=true").getCommandListeners())
                .hasSize(1);
    }

    private static MongoClientSettings made(String uri) {
        DriverClient client = client(uri);
        client.close();
        return client.settings();
    }

    private static DriverClient client(String uri) {
        ConnectionOptions options = ConnectionOptions.builder().uri(uri).build();
        return DriverClient.create(options, TimeSource.SYSTEM, new Random(1), () -> {}, cleared -> {});
    }
}
