package dev.meerkat.internal.driver;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoClientSettings;
import com.mongodb.MongoSocketOpenException;
import com.mongodb.MongoSocketReadException;
import com.mongodb.MongoSocketReadTimeoutException;
import com.mongodb.ReadPreference;
import com.mongodb.ServerAddress;
import com.mongodb.connection.ClusterConnectionMode;
import com.mongodb.connection.ClusterDescription;
import com.mongodb.connection.ClusterId;
import com.mongodb.connection.ClusterType;
import com.mongodb.connection.ConnectionId;
import com.mongodb.connection.ConnectionPoolSettings;
import com.mongodb.connection.ServerConnectionState;
import com.mongodb.connection.ServerDescription;
import com.mongodb.connection.ServerId;
import com.mongodb.connection.ServerType;
import com.mongodb.event.ConnectionCheckOutFailedEvent;
import com.mongodb.event.ConnectionCheckOutFailedEvent.Reason;
import com.mongodb.event.ConnectionPoolClearedEvent;
import com.mongodb.event.ConnectionPoolCreatedEvent;
import com.mongodb.event.ConnectionPoolReadyEvent;
import com.mongodb.event.ServerClosedEvent;
import com.mongodb.event.ServerDescriptionChangedEvent;
import com.mongodb.event.ServerHeartbeatFailedEvent;
import com.mongodb.event.ServerHeartbeatStartedEvent;
import com.mongodb.event.ServerOpeningEvent;
import dev.meerkat.diagnosis.Problem;
import dev.meerkat.internal.time.TimeSource;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** S16; S4 where the driver tells neither the check on a new connection nor a failure that is like the one before: drivers before 5.6. */
class DriverFactsTest {
    private static final ServerAddress SERVER = new ServerAddress("h", 1);
    private static final ServerId ID = new ServerId(new ClusterId(), SERVER);
    private static final ServerId OTHER = new ServerId(ID.getClusterId(), new ServerAddress("h", 2));
    private static final long TICK = Duration.ofMillis(60).toNanos();

    private long nanos;
    private ServerDescription present = well();
    private final TimeSource time = new TimeSource() {
        @Override
        public long nanos() {
            return nanos;
        }

        @Override
        public Instant now() {
            return Instant.EPOCH;
        }
    };
    private final Evidence evidence = new Evidence(MongoClientSettings.builder().build(), time);
    private final PoolCounts pools = new PoolCounts(time, host -> {});
    private final DriverFacts facts =
            new DriverFacts(time, new Purpose(ReadPreference.primary(), false), evidence, pools, () -> {});

    private ServerDescription well() {
        return ServerDescription.builder()
                .address(SERVER)
                .ok(true)
                .type(ServerType.STANDALONE)
                .state(ServerConnectionState.CONNECTED)
                .maxWireVersion(25)
                .lastUpdateTimeNanos(nanos)
                .build();
    }

    private ServerDescription unknown(Throwable cause) {
        return ServerDescription.builder()
                .address(SERVER)
                .state(ServerConnectionState.CONNECTING)
                .exception(cause)
                .lastUpdateTimeNanos(nanos)
                .build();
    }

    private static Throwable cut() {
        return new MongoSocketReadException("Prematurely reached end of stream", SERVER);
    }

    /** The driver knows it, and tells nothing. */
    private void becomes(ServerDescription next) {
        present = next;
    }

    private void tells(ServerDescription next) {
        ServerDescription before = present;
        present = next;
        facts.serverDescriptionChanged(new ServerDescriptionChangedEvent(ID, next, before));
    }

    @BeforeEach
    void opens() {
        facts.latest(
                () -> new ClusterDescription(ClusterConnectionMode.SINGLE, ClusterType.STANDALONE, List.of(present)));
        facts.serverOpening(new ServerOpeningEvent(ID));
    }

    @Test
    void S16_a_server_the_driver_has_dropped_counts_no_more_although_its_view_still_shows_it() {
        tells(well());
        assertThat(facts.accepted()).isTrue();
        facts.serverClosed(new ServerClosedEvent(ID));
        assertThat(facts.accepted()).isFalse();
        assertThat(facts.lost()).isTrue();
        facts.serverOpening(new ServerOpeningEvent(ID));
        assertThat(facts.accepted()).isTrue();
    }

    @Test
    void S4_a_second_failure_that_is_told_by_no_event_is_seen_in_the_driver_s_view() {
        tells(well());
        tells(unknown(cut()));
        nanos += TICK;
        assertThat(facts.lost()).isFalse();
        assertThat(facts.look()).as("when to look again").contains(Duration.ofMillis(50));

        becomes(unknown(cut()));
        assertThat(facts.lost()).as("its events may still be under way").isFalse();
        nanos += TICK;
        assertThat(facts.lost()).isTrue();
    }

    @Test
    void S4_the_check_that_was_under_way_when_an_application_s_socket_broke_is_not_the_second() {
        tells(well());
        tells(unknown(cut()));
        Throwable broken = cut();
        becomes(unknown(broken));
        facts.serverHeartbeatFailed(new ServerHeartbeatFailedEvent(new ConnectionId(ID), 1, true, broken));
        nanos += TICK;
        assertThat(facts.lost()).isFalse();
    }

    @Test
    void S4_where_every_check_is_told_the_view_adds_nothing_and_a_poke_will_come() {
        facts.serverHearbeatStarted(new ServerHeartbeatStartedEvent(new ConnectionId(ID), false));
        tells(well());
        tells(unknown(cut()));
        becomes(unknown(cut()));
        nanos += TICK;
        assertThat(facts.lost()).isFalse();
        assertThat(facts.look()).isEmpty();
    }

    @Test
    void a_failure_that_is_told_by_no_event_explains_a_later_attempt() {
        tells(well());
        tells(unknown(cut()));
        evidence.renew();
        facts.look();
        assertThat(evidence.best(null).problem()).isEqualTo(Problem.SELECTION_TIMEOUT);

        becomes(unknown(cut()));
        facts.look();
        assertThat(evidence.best(null).problem()).isEqualTo(Problem.CLOSED_AT_ONCE);
    }

    private ServerDescription member(ServerType type) {
        return ServerDescription.builder(well()).type(type).setName("set").build();
    }

    private ServerDescription otherSecondary() {
        return ServerDescription.builder(member(ServerType.REPLICA_SET_SECONDARY))
                .address(OTHER.getAddress())
                .build();
    }

    /** The driver's view of a set with these members. */
    private void shows(ServerDescription... members) {
        facts.latest(() ->
                new ClusterDescription(ClusterConnectionMode.MULTIPLE, ClusterType.REPLICA_SET, List.of(members)));
    }

    @Test
    void S4_a_step_down_that_the_driver_knows_and_has_not_told_is_no_loss_before_its_cause_is_known() {
        tells(member(ServerType.REPLICA_SET_PRIMARY));
        shows(member(ServerType.REPLICA_SET_SECONDARY));
        assertThat(facts.lost()).isFalse();

        tells(member(ServerType.REPLICA_SET_SECONDARY));
        assertThat(facts.lost()).isTrue();
    }

    @Test
    void S16_a_protocol_too_new_that_the_driver_knows_and_has_not_told_is_no_loss_before_its_cause_is_known() {
        tells(member(ServerType.REPLICA_SET_PRIMARY));
        ServerDescription upgraded = ServerDescription.builder(member(ServerType.REPLICA_SET_PRIMARY))
                .minWireVersion(99)
                .maxWireVersion(99)
                .build();
        shows(upgraded);
        assertThat(facts.accepted()).isFalse();
        assertThat(facts.lost()).isFalse();

        tells(upgraded);
        assertThat(facts.lost()).isTrue();
        assertThat(facts.loss().orElseThrow().problem()).isEqualTo(Problem.WIRE_VERSION_TOO_NEW);
    }

    @Test
    void S4_a_primary_that_was_removed_is_no_loss_before_the_driver_has_told_that() {
        ServerDescription secondary = otherSecondary();
        tells(member(ServerType.REPLICA_SET_PRIMARY));
        facts.serverDescriptionChanged(new ServerDescriptionChangedEvent(OTHER, secondary, secondary));
        shows(secondary);
        assertThat(facts.lost()).isFalse();

        facts.serverClosed(new ServerClosedEvent(ID));
        assertThat(facts.lost()).isTrue();
    }

    private void nobodyConnects(ServerId server) {
        pools.connectionPoolCreated(new ConnectionPoolCreatedEvent(
                server, ConnectionPoolSettings.builder().build()));
        pools.connectionPoolReady(new ConnectionPoolReadyEvent(server));
        for (long operation = 1; operation <= 3; operation++) {
            pools.connectionCheckOutFailed(
                    new ConnectionCheckOutFailedEvent(server, operation, Reason.CONNECTION_ERROR, 1));
        }
    }

    private void pingFails() {
        facts.unproven(
                nanos, new MongoSocketOpenException("refused", SERVER, new ConnectException("Connection refused")));
    }

    @Test
    void S4_nobody_can_connect_to_a_server_that_the_driver_finds_well() {
        tells(well());
        nobodyConnects(ID);
        assertThat(facts.accepted()).isFalse();
        assertThat(facts.lost()).as("before a ping has failed too").isFalse();

        pingFails();
        assertThat(facts.loss().orElseThrow().problem()).isEqualTo(Problem.REFUSED);
        assertThat(facts.silent()).isFalse();
    }

    @Test
    void S15_nobody_gets_an_answer_from_a_server_that_the_driver_finds_well() {
        tells(well());
        nobodyConnects(ID);
        facts.unproven(nanos, new MongoSocketReadTimeoutException("Timeout", SERVER, new SocketTimeoutException()));
        assertThat(facts.lost()).isTrue();
        assertThat(facts.silent()).isTrue();
    }

    @Test
    void S4_once_the_driver_knows_better_its_monitor_alone_tells() {
        tells(well());
        nobodyConnects(ID);
        pingFails();
        pools.connectionPoolCleared(new ConnectionPoolClearedEvent(ID));
        tells(unknown(cut()));
        assertThat(facts.lost()).isFalse();

        becomes(well());
        assertThat(facts.lost()).isFalse();
        assertThat(facts.accepted()).as("the monitor has found it again").isTrue();
    }

    @Test
    void S4_a_secondary_to_which_nobody_can_connect_is_no_outage_of_its_set() {
        shows(member(ServerType.REPLICA_SET_PRIMARY), otherSecondary());
        nobodyConnects(OTHER);
        pingFails();
        assertThat(facts.accepted()).isTrue();
        assertThat(facts.lost()).isFalse();

        nobodyConnects(ID);
        assertThat(facts.accepted()).isFalse();
        pingFails();
        assertThat(facts.lost()).isTrue();
    }

    @Test
    void S4_what_a_secondary_serves_goes_on_while_nobody_can_connect_to_the_primary() {
        shows(member(ServerType.REPLICA_SET_PRIMARY), otherSecondary());
        nobodyConnects(ID);
        assertThat(facts.serves(ReadPreference.secondary())).isTrue();
        assertThat(facts.serves(ReadPreference.primary())).isFalse();
    }
}
