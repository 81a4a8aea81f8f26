package dev.meerkat.internal.driver;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoException;
import com.mongodb.MongoInterruptedException;
import com.mongodb.MongoSocketOpenException;
import com.mongodb.ServerAddress;
import com.mongodb.connection.ClusterId;
import com.mongodb.connection.ConnectionId;
import com.mongodb.connection.ConnectionPoolSettings;
import com.mongodb.connection.ServerId;
import com.mongodb.event.ConnectionCheckOutFailedEvent;
import com.mongodb.event.ConnectionCheckOutFailedEvent.Reason;
import com.mongodb.event.ConnectionCheckOutStartedEvent;
import com.mongodb.event.ConnectionCheckedInEvent;
import com.mongodb.event.ConnectionCheckedOutEvent;
import com.mongodb.event.ConnectionClosedEvent;
import com.mongodb.event.ConnectionCreatedEvent;
import com.mongodb.event.ConnectionPoolClearedEvent;
import com.mongodb.event.ConnectionPoolCreatedEvent;
import com.mongodb.event.ConnectionPoolReadyEvent;
import com.mongodb.event.ConnectionReadyEvent;
import dev.meerkat.internal.time.TimeSource;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** S4 where the driver's monitor finds the server well and nobody can connect: three operations in a row, and then a ping. */
class ConnectRowTest {
    private static final ServerId SERVER = new ServerId(new ClusterId(), new ServerAddress("h", 1));
    private static final ServerId OTHER = new ServerId(SERVER.getClusterId(), new ServerAddress("h", 2));
    private static final MongoException REFUSED =
            new MongoSocketOpenException("Exception opening socket", SERVER.getAddress());

    private final AtomicInteger doubts = new AtomicInteger();
    private final PoolCounts pools = new PoolCounts(TimeSource.SYSTEM, new PoolNews() {
        @Override
        public void cleared(String host) {}

        @Override
        public void doubt() {
            doubts.incrementAndGet();
        }
    });

    @BeforeEach
    void opens() {
        for (ServerId server : new ServerId[] {SERVER, OTHER}) {
            pools.connectionPoolCreated(new ConnectionPoolCreatedEvent(
                    server, ConnectionPoolSettings.builder().build()));
            pools.connectionPoolReady(new ConnectionPoolReadyEvent(server));
        }
    }

    private void notConnected(long operation, Reason reason) {
        pools.connectionCheckOutStarted(new ConnectionCheckOutStartedEvent(SERVER, operation));
        pools.connectionCheckOutFailed(new ConnectionCheckOutFailedEvent(SERVER, operation, reason, 1));
    }

    private void notConnected(long... operations) {
        for (long operation : operations) {
            notConnected(operation, Reason.CONNECTION_ERROR);
        }
    }

    private ConnectionId opened(ServerId server) {
        ConnectionId connection = new ConnectionId(server);
        pools.connectionCreated(new ConnectionCreatedEvent(connection));
        pools.connectionReady(new ConnectionReadyEvent(connection, 1));
        return connection;
    }

    /** Somebody is given a connection, which closes again. */
    private void connected(ServerId server) {
        ConnectionId connection = opened(server);
        pools.connectionCheckOutStarted(new ConnectionCheckOutStartedEvent(server, 9));
        pools.connectionCheckedOut(new ConnectionCheckedOutEvent(connection, 9, 1));
        pools.connectionCheckedIn(new ConnectionCheckedInEvent(connection, 9));
        closes(connection);
    }

    private void closes(ConnectionId connection) {
        pools.connectionClosed(new ConnectionClosedEvent(connection, ConnectionClosedEvent.Reason.IDLE));
    }

    @Test
    void S4_three_operations_in_a_row_that_cannot_connect_are_a_doubt_and_two_are_none() {
        notConnected(1, 2);
        assertThat(pools.doubtful()).isEmpty();

        notConnected(3, 4);
        assertThat(pools.doubtful()).containsExactly(SERVER.getAddress());
        assertThat(doubts.get()).isPositive();
        assertThat(pools.failedPing()).isEmpty();
    }

    @Test
    void S4_an_operation_that_the_driver_tries_again_counts_once() {
        notConnected(1, 2, 1, 2, 1, 2);
        assertThat(pools.doubtful()).isEmpty();
    }

    @Test
    void S4_whoever_is_given_a_connection_breaks_the_row_and_ends_the_doubt() {
        notConnected(1, 2);
        connected(SERVER);
        notConnected(3, 4);
        assertThat(pools.doubtful()).isEmpty();

        notConnected(5);
        pools.pingFailed(System.nanoTime(), REFUSED);
        int before = doubts.get();
        connected(SERVER);
        assertThat(pools.doubtful()).isEmpty();
        assertThat(pools.failedPing()).isEmpty();
        assertThat(doubts.get()).as("its end is told").isGreaterThan(before);
    }

    @Test
    void S4_while_a_connection_to_the_server_is_open_there_is_no_doubt() {
        ConnectionId open = opened(SERVER);
        notConnected(1, 2, 3);
        assertThat(pools.doubtful()).isEmpty();

        closes(open);
        int before = doubts.get();
        notConnected(4);
        assertThat(pools.doubtful()).hasSize(1);
        assertThat(doubts.get()).isGreaterThan(before);
    }

    @Test
    void S4_operations_on_another_server_neither_make_nor_end_a_doubt() {
        notConnected(1, 2);
        connected(OTHER);
        notConnected(3);
        connected(OTHER);
        assertThat(pools.doubtful()).containsExactly(SERVER.getAddress());
    }

    @Test
    void S4_a_ping_that_fails_is_the_proof_if_it_began_in_doubt_and_was_not_given_up() {
        long before = System.nanoTime();
        notConnected(1, 2, 3);
        pools.pingFailed(before, REFUSED);
        pools.pingFailed(System.nanoTime(), new MongoInterruptedException("given up", new InterruptedException()));
        assertThat(pools.failedPing()).isEmpty();

        pools.pingFailed(System.nanoTime(), REFUSED);
        assertThat(pools.failedPing()).containsSame(REFUSED);
    }

    @Test
    void S4_a_pool_that_the_driver_clears_is_its_monitor_s_business() {
        notConnected(1, 2, 3);
        pools.pingFailed(System.nanoTime(), REFUSED);
        pools.connectionPoolCleared(new ConnectionPoolClearedEvent(SERVER));
        notConnected(4, 5, 6);
        assertThat(pools.doubtful()).isEmpty();
        assertThat(pools.failedPing()).isEmpty();

        pools.connectionPoolReady(new ConnectionPoolReadyEvent(SERVER));
        notConnected(7, 8);
        assertThat(pools.doubtful()).isEmpty();
        notConnected(9);
        assertThat(pools.doubtful()).hasSize(1);
    }

    @Test
    void S4_waiting_in_vain_for_a_pooled_connection_and_being_interrupted_say_nothing_of_the_servers() {
        for (int operation = 0; operation < 4; operation++) {
            notConnected(operation, Reason.TIMEOUT);
        }
        Thread.currentThread().interrupt();
        try {
            notConnected(11, 12, 13, 14);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(pools.doubtful()).isEmpty();
        assertThat(doubts).hasValue(0);
    }
}
