package dev.meerkat.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.meerkat.Connection;
import dev.meerkat.health.Health;
import dev.meerkat.health.HealthCode;
import dev.meerkat.health.HealthReason;
import dev.meerkat.health.HealthStatus;
import dev.meerkat.lab.ScriptedMember;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** H1 in a set: a member that is lost degrades a connection, and one that left does not. */
abstract class HealthSetContract extends SetContract {
    private Connection watched() {
        Connection connection = registry()
                .connect(options().heartbeatFrequency(Duration.ofMillis(500)).build());
        awaitMembers(connection, 3);
        return connection;
    }

    private static List<HealthCode> codes(Connection connection) {
        return connection.health().reasons().stream().map(HealthReason::code).toList();
    }

    /** Members of a busy machine may be late besides; that is a reason of its own. */
    private static HealthReason awaitLost(Connection connection) {
        await().pollInterval(Duration.ofMillis(10))
                .until(() -> codes(connection).contains(HealthCode.MEMBER_LOST));
        return connection.health().reasons().stream()
                .filter(reason -> reason.code() == HealthCode.MEMBER_LOST)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void H1_a_secondary_that_dies_is_a_lost_member_until_it_returns_and_the_application_stays_ready() {
        Connection connection = watched();
        set().member(2).kill();
        HealthReason lost = awaitLost(connection);

        assertThat(lost.host()).contains(address(2));
        assertThat(lost.text()).contains(address(2)).contains("cannot be reached; 2 of 3 serve");
        Health health = connection.health();
        assertThat(health.status()).isEqualTo(HealthStatus.DEGRADED);
        assertThat(health.ready()).isTrue();
        assertThat(registry().readiness().passed()).isTrue();

        set().member(2).restart();
        await().until(() -> connection.health().status() == HealthStatus.UP);
    }

    @Test
    void H1_a_member_that_was_taken_out_of_the_set_is_not_missed() {
        Connection connection = watched();
        set().member(2).kill();
        awaitLost(connection);
        ScriptedMember gone = set().member(2);
        set().remove(gone);

        await().until(() -> connection.health().status() == HealthStatus.UP);
        assertThat(connection.status().members()).hasSize(2);
    }

    @Test
    void H1_a_primary_that_dies_is_an_outage_and_after_the_election_a_lost_member() {
        Connection connection = watched();
        set().member(0).kill();
        await().until(() -> connection.health().status() == HealthStatus.DOWN);
        assertThat(codes(connection)).contains(HealthCode.OUTAGE).doesNotContain(HealthCode.MEMBER_LOST);

        set().elect(set().member(1));
        assertThat(awaitLost(connection).host()).contains(address(0));
        assertThat(connection.health().status()).isEqualTo(HealthStatus.DEGRADED);
    }
}
