package dev.meerkat.internal.driver;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ServerAddress;
import com.mongodb.connection.ClusterId;
import com.mongodb.connection.ConnectionId;
import com.mongodb.connection.ConnectionPoolSettings;
import com.mongodb.connection.ServerId;
import com.mongodb.event.ConnectionCheckOutFailedEvent;
import com.mongodb.event.ConnectionCheckOutStartedEvent;
import com.mongodb.event.ConnectionCheckedInEvent;
import com.mongodb.event.ConnectionCheckedOutEvent;
import com.mongodb.event.ConnectionClosedEvent;
import com.mongodb.event.ConnectionCreatedEvent;
import com.mongodb.event.ConnectionPoolClosedEvent;
import com.mongodb.event.ConnectionPoolCreatedEvent;
import com.mongodb.event.ConnectionReadyEvent;
import dev.meerkat.internal.time.TimeSource;
import dev.meerkat.stats.ClosedConnections;
import dev.meerkat.stats.PoolFigures;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** H2: what each event of the driver does to the figures. */
class PoolCountsTest {
    private static final ClusterId CLUSTER = new ClusterId();

    private final AtomicInteger pressed = new AtomicInteger();
    private final PoolCounts counts = new PoolCounts(TimeSource.SYSTEM, new PoolNews() {
        @Override
        public void cleared(String host) {}

        @Override
        public void pressed() {
            pressed.incrementAndGet();
        }
    });

    private ServerId pool(int maxSize) {
        ServerId server = new ServerId(CLUSTER, new ServerAddress("one.example", 27017));
        counts.connectionPoolCreated(new ConnectionPoolCreatedEvent(
                server, ConnectionPoolSettings.builder().maxSize(maxSize).build()));
        return server;
    }

    private ConnectionId open(ServerId server) {
        ConnectionId begun = new ConnectionId(server);
        counts.connectionCreated(new ConnectionCreatedEvent(begun));
        ConnectionId ready = begun.withServerValue(7);
        counts.connectionReady(new ConnectionReadyEvent(ready, 3_000_000));
        return ready;
    }

    private void ask(ServerId server) {
        counts.connectionCheckOutStarted(new ConnectionCheckOutStartedEvent(server, 1));
    }

    private void lend(ConnectionId connection) {
        ask(connection.getServerId());
        counts.connectionCheckedOut(new ConnectionCheckedOutEvent(connection, 1, 2_000_000));
    }

    private void giveBack(ConnectionId connection) {
        counts.connectionCheckedIn(new ConnectionCheckedInEvent(connection, 1));
    }

    private void close(ConnectionId connection, ConnectionClosedEvent.Reason reason) {
        counts.connectionClosed(new ConnectionClosedEvent(connection, reason));
    }

    private PoolFigures figures() {
        assertThat(counts.figures()).hasSize(1);
        return counts.figures().get(0);
    }

    @Test
    void H2_a_connection_is_counted_from_its_begin_to_its_close() {
        ServerId server = pool(10);
        counts.connectionCreated(new ConnectionCreatedEvent(new ConnectionId(server)));
        assertThat(figures().size()).isEqualTo(1);
        assertThat(figures().opening()).isEqualTo(1);
        assertThat(figures().idle()).isZero();

        ConnectionId second = open(server);
        assertThat(figures().idle()).isEqualTo(1);
        lend(second);
        assertThat(figures().inUse()).isEqualTo(1);
        assertThat(figures().idle()).isZero();
        giveBack(second);
        close(second, ConnectionClosedEvent.Reason.STALE);

        PoolFigures last = figures();
        assertThat(last.size()).isEqualTo(1);
        assertThat(last.created()).isEqualTo(2);
        assertThat(last.closed()).isEqualTo(new ClosedConnections(0, 1, 0, 0));
        assertThat(last.timings().waited().count()).isEqualTo(1);
        assertThat(last.timings().used().count()).isEqualTo(1);
        assertThat(last.timings().created().total().toMillis()).isEqualTo(3);
    }

    @Test
    void H2_a_connection_that_never_opened_leaves_no_trace_among_the_open_ones() {
        ServerId server = pool(10);
        ConnectionId begun = new ConnectionId(server);
        counts.connectionCreated(new ConnectionCreatedEvent(begun));
        close(begun, ConnectionClosedEvent.Reason.ERROR);

        assertThat(figures().size()).isZero();
        assertThat(figures().opening()).isZero();
        assertThat(figures().closed().error()).isEqualTo(1);
    }

    @Test
    void H2_a_caller_that_waited_in_vain_waits_no_more_and_is_counted_by_its_cause() {
        ServerId server = pool(1);
        ask(server);
        ask(server);
        assertThat(figures().waiting()).isEqualTo(2);
        counts.connectionCheckOutFailed(
                new ConnectionCheckOutFailedEvent(server, 1, ConnectionCheckOutFailedEvent.Reason.TIMEOUT, 5));
        counts.connectionCheckOutFailed(
                new ConnectionCheckOutFailedEvent(server, 1, ConnectionCheckOutFailedEvent.Reason.CONNECTION_ERROR, 5));

        assertThat(figures().waiting()).isZero();
        assertThat(figures().checkoutTimeouts()).isEqualTo(1);
        assertThat(figures().checkoutErrors()).isEqualTo(1);
        assertThat(figures().timings().waited().count()).as("it got none").isZero();
    }

    @Test
    void H2_what_a_closed_pool_gets_back_late_does_not_count_for_the_next_pool_of_that_server() {
        ServerId first = pool(10);
        ConnectionId held = open(first);
        lend(held);
        ask(first);
        counts.connectionPoolClosed(new ConnectionPoolClosedEvent(first));
        assertThat(counts.figures()).isEmpty();
        ServerId second = pool(10);
        assertThat(second).isEqualTo(first);

        giveBack(held);
        close(held, ConnectionClosedEvent.Reason.POOL_CLOSED);
        counts.connectionCheckOutFailed(
                new ConnectionCheckOutFailedEvent(first, 1, ConnectionCheckOutFailedEvent.Reason.POOL_CLOSED, 5));
        counts.connectionPoolClosed(new ConnectionPoolClosedEvent(first));

        assertThat(figures().inUse()).isZero();
        assertThat(figures().size()).isZero();
        assertThat(figures().waiting()).isZero();
        assertThat(figures().closed().total()).isZero();
        assertThat(figures().checkoutErrors()).isZero();
    }

    @Test
    void H4_who_cannot_be_served_is_told_and_who_can_is_not() {
        ServerId server = pool(2);
        ConnectionId one = open(server);
        lend(one);
        ask(server);
        assertThat(pressed).hasValue(0);
        assertThat(figures().exhausted()).isFalse();

        ask(server);

        assertThat(pressed).hasValue(1);
        assertThat(figures().exhausted()).isTrue();
    }
}
