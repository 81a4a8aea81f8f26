package dev.meerkat.internal.driver;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoSocketOpenException;
import com.mongodb.ServerAddress;
import com.mongodb.connection.ClusterId;
import com.mongodb.connection.ConnectionId;
import com.mongodb.connection.ServerId;
import com.mongodb.event.ConnectionCheckOutFailedEvent;
import com.mongodb.event.ConnectionCheckOutFailedEvent.Reason;
import com.mongodb.event.ConnectionCheckedOutEvent;
import dev.meerkat.internal.time.TimeSource;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** S4 where the driver's monitor finds the server well and nobody can connect: three operations in a row, and then a ping. */
class ConnectSightTest {
    private static final ServerId SERVER = new ServerId(new ClusterId(), new ServerAddress("h", 1));
    private static final MongoSocketOpenException REFUSED =
            new MongoSocketOpenException("Exception opening socket", SERVER.getAddress());

    private final AtomicInteger pokes = new AtomicInteger();
    private final ConnectSight sight = new ConnectSight(pokes::incrementAndGet);
    private final PoolCounts pools = new PoolCounts(
            TimeSource.SYSTEM,
            new PoolNews() {
                @Override
                public void cleared(String host) {}

                @Override
                public void pressed() {}
            },
            sight);

    private void notConnected(long operation, Reason reason) {
        pools.connectionCheckOutFailed(new ConnectionCheckOutFailedEvent(SERVER, operation, reason, 1));
    }

    private void notConnected(long operation) {
        notConnected(operation, Reason.CONNECTION_ERROR);
    }

    private void connected() {
        pools.connectionCheckedOut(new ConnectionCheckedOutEvent(new ConnectionId(SERVER), 9, 1));
    }

    @Test
    void S4_three_operations_in_a_row_that_cannot_connect_are_a_doubt_and_two_are_none() {
        notConnected(1);
        notConnected(2);
        assertThat(sight.doubtful()).isFalse();

        notConnected(3);
        assertThat(sight.doubtful()).isTrue();
        assertThat(pokes.get()).isPositive();
        assertThat(sight.failedPing()).isNull();
    }

    @Test
    void S4_an_operation_that_the_driver_tries_again_counts_once() {
        for (int tries = 0; tries < 3; tries++) {
            notConnected(1);
            notConnected(2);
        }
        assertThat(sight.doubtful()).isFalse();
    }

    @Test
    void S4_whoever_is_given_a_connection_breaks_the_row_and_ends_the_doubt() {
        notConnected(1);
        notConnected(2);
        connected();
        notConnected(3);
        assertThat(sight.doubtful()).isFalse();

        notConnected(4);
        notConnected(5);
        sight.pingFailed(REFUSED);
        int before = pokes.get();
        connected();
        assertThat(sight.doubtful()).isFalse();
        assertThat(sight.failedPing()).isNull();
        assertThat(pokes.get()).isGreaterThan(before);
    }

    @Test
    void S4_a_ping_that_fails_is_the_proof_only_in_doubt() {
        sight.pingFailed(REFUSED);
        for (int operation = 0; operation < 3; operation++) {
            notConnected(operation);
        }
        assertThat(sight.failedPing()).isNull();

        sight.pingFailed(REFUSED);
        assertThat(sight.failedPing()).isSameAs(REFUSED);
    }

    @Test
    void S4_waiting_in_vain_for_a_pooled_connection_and_being_interrupted_say_nothing_of_the_servers() {
        for (int operation = 0; operation < 4; operation++) {
            notConnected(operation, Reason.TIMEOUT);
        }
        Thread.currentThread().interrupt();
        try {
            for (int operation = 0; operation < 4; operation++) {
                notConnected(operation);
            }
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(sight.doubtful()).isFalse();
        assertThat(pokes).hasValue(0);
    }
}
