package dev.meerkat.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meerkat.options.ConnectionOptions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** H1: what the connections' health means for the application, and what a policy may be. */
class ProbesTest {
    private static Health health(String name, boolean required, boolean ready, boolean started) {
        HealthReason reason = new HealthReason(
                HealthCode.OUTAGE, "the connection is lost", Optional.empty(), Optional.empty(), Optional.empty());
        return new Health(
                name,
                ready ? HealthStatus.UP : HealthStatus.DOWN,
                required,
                ready,
                started,
                ready ? List.of() : List.of(reason));
    }

    @Test
    void H1_a_required_connection_that_is_not_ready_makes_the_application_not_ready() {
        Probe probe = Probe.ready(List.of(health("a", true, true, true), health("b", true, false, true)));

        assertThat(probe.passed()).isFalse();
        assertThat(probe.checks())
                .containsExactly(
                        new Probe.Check("a", true, true, "UP"),
                        new Probe.Check("b", true, false, "the connection is lost"));
    }

    @Test
    void H1_an_optional_connection_never_does() {
        List<Health> connections = List.of(health("a", true, true, true), health("b", false, false, false));

        assertThat(Probe.ready(connections).passed()).isTrue();
        assertThat(Probe.started(connections).passed()).isTrue();
    }

    @Test
    void H1_the_start_is_over_once_every_required_connection_has_been_connected() {
        assertThat(Probe.started(List.of()).passed()).as("nothing has begun").isFalse();
        assertThat(Probe.started(List.of(health("a", true, false, false))).passed())
                .isFalse();
        assertThat(Probe.started(List.of(health("a", true, false, true))).passed())
                .as("an outage later does not matter")
                .isTrue();
    }

    @Test
    void H1_liveness_looks_at_no_connection() {
        assertThat(Probe.live().passed()).isTrue();
        assertThat(Probe.live().checks()).isEmpty();
    }

    @Test
    void H4_a_policy_that_cannot_be_says_which_value_and_what_may() {
        HealthPolicy policy = HealthPolicy.defaults();
        assertThatThrownBy(() -> policy.saturatedAfter(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("saturatedAfter=PT0S cannot be. Fix: at least 10 ms");
        assertThatThrownBy(() -> policy.recoveredAfter(Duration.ofMillis(9))).hasMessageContaining("recoveredAfter");
        assertThatThrownBy(() -> policy.highWait(0)).hasMessageContaining("highWait");
        assertThatThrownBy(() -> policy.highWait(Double.NaN)).hasMessageContaining("highWait");
        assertThatThrownBy(() -> policy.staleHeartbeat(0.9)).hasMessageContaining("staleHeartbeat");
        assertThatThrownBy(() -> policy.readinessGrace(Duration.ofMillis(-1))).hasMessageContaining("readinessGrace");
    }

    @Test
    void H4_a_policy_is_an_option_like_any_other() {
        HealthPolicy policy = HealthPolicy.defaults().highWait(0.8).readinessGrace(Duration.ofSeconds(20));

        assertThat(ConnectionOptions.builder().health(policy).build().health()).isEqualTo(policy);
        assertThat(ConnectionOptions.builder().build().health()).isEqualTo(HealthPolicy.defaults());
    }
}
