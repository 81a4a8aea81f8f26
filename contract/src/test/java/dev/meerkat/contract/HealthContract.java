package dev.meerkat.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.meerkat.Connection;
import dev.meerkat.contract.frame.ContractCase;
import dev.meerkat.contract.frame.Ports;
import dev.meerkat.event.Connecting;
import dev.meerkat.event.Disconnected;
import dev.meerkat.event.Disconnecting;
import dev.meerkat.health.Health;
import dev.meerkat.health.HealthCode;
import dev.meerkat.health.HealthPolicy;
import dev.meerkat.health.HealthReason;
import dev.meerkat.health.HealthStatus;
import dev.meerkat.health.Ping;
import dev.meerkat.health.Probe;
import dev.meerkat.lab.FaultProxy;
import dev.meerkat.options.ConnectionOptions;
import dev.meerkat.options.RetryPolicy;
import dev.meerkat.options.Startup;
import dev.meerkat.testkit.EventRecorder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** H1: how well a connection is, and what that means for the application. */
abstract class HealthContract extends ContractCase {
    private static final Duration HEARTBEAT = Duration.ofMillis(500);

    private FaultProxy proxy() {
        return keep(FaultProxy.inFrontOf(server().host(), server().port()));
    }

    private static HealthCode worst(Health health) {
        return health.reasons().get(0).code();
    }

    @Test
    void H1_an_open_connection_is_up_ready_and_started() {
        Connection connection = opened();

        assertThat(connection.health()).isEqualTo(new Health("default", HealthStatus.UP, true, true, true, List.of()));
        assertThat(registry().readiness().passed()).isTrue();
        assertThat(registry().startup().passed()).isTrue();
    }

    @Test
    void H1_a_connection_nobody_opened_is_down_and_says_so() {
        Health health = registry().connection().health();

        assertThat(health.status()).isEqualTo(HealthStatus.DOWN);
        assertThat(worst(health)).isEqualTo(HealthCode.NOT_OPENED);
        assertThat(registry().readiness().passed()).isFalse();
        assertThat(registry().startup().passed()).isFalse();
        assertThat(registry().liveness().passed()).isTrue();
    }

    @Test
    void H1_while_the_first_connect_runs_the_application_has_not_started() {
        EventRecorder recorder = recorded();
        Connection connection = recorder.connection();
        connection.open(
                options().uri(Ports.refusedUri()).startup(Startup.BACKGROUND).build());
        recorder.awaits(Connecting.class);

        assertThat(worst(connection.health())).isEqualTo(HealthCode.CONNECTING);
        assertThat(registry().startup().passed()).isFalse();
    }

    @Test
    void H1_a_connect_that_gave_up_is_down_with_the_diagnosis() {
        Connection connection = registry().connection();
        assertThat(catchThrowable(() -> connection.open(options()
                        .uri(Ports.refusedUri())
                        .serverSelectionTimeout(Duration.ofSeconds(2))
                        .retry(RetryPolicy.none())
                        .build())))
                .isNotNull();

        HealthReason reason = connection.health().reasons().get(0);
        assertThat(reason.code()).isEqualTo(HealthCode.FAILED);
        assertThat(reason.diagnosis())
                .hasValueSatisfying(known -> assertThat(known.code()).isEqualTo("MK-REFUSED"));
        assertThat(reason.age()).isPresent();
    }

    @Test
    void H1_an_outage_is_down_and_not_ready_and_the_start_stays_over() {
        EventRecorder recorder = recorded();
        Connection connection = recorder.connection()
                .open(options().heartbeatFrequency(HEARTBEAT).build());
        server().kill();
        recorder.awaits(Disconnected.class);

        assertThat(connection.health().status()).isEqualTo(HealthStatus.DOWN);
        assertThat(worst(connection.health())).isEqualTo(HealthCode.OUTAGE);
        assertThat(connection.health().reasons().get(0).diagnosis()).isPresent();
        assertThat(registry().readiness().passed()).isFalse();
        assertThat(registry().startup().passed()).isTrue();
        assertThat(registry().liveness().passed()).isTrue();
    }

    @Test
    void H1_within_the_grace_an_outage_leaves_the_application_ready() {
        EventRecorder recorder = recorded();
        Connection connection = recorder.connection()
                .open(options()
                        .heartbeatFrequency(HEARTBEAT)
                        .health(HealthPolicy.defaults().readinessGrace(Duration.ofMinutes(10)))
                        .build());
        server().kill();
        recorder.awaits(Disconnected.class);

        assertThat(connection.health().status()).isEqualTo(HealthStatus.DOWN);
        assertThat(registry().readiness().passed()).isTrue();
        connection.close();
        assertThat(registry().readiness().passed()).as("a close has no grace").isFalse();
    }

    @Test
    void H1_an_optional_connection_never_makes_readiness_fail() {
        opened();
        registry()
                .createConnection(
                        "extra",
                        ConnectionOptions.builder()
                                .uri(Ports.refusedUri())
                                .required(false)
                                .build());

        Probe ready = registry().readiness();
        assertThat(ready.passed()).isTrue();
        assertThat(ready.checks())
                .extracting(Probe.Check::connection, Probe.Check::required, Probe.Check::passed)
                .containsExactly(tuple("default", true, true), tuple("extra", false, false));
    }

    @Test
    void H1_a_draining_connection_says_so_and_is_not_ready() {
        EventRecorder recorder = recorded();
        Connection connection = recorder.connection().open(options().build());
        connection.database().getCollection("health").insertMany(List.of(new Document(), new Document()));
        var cursor = connection
                .database()
                .getCollection("health")
                .find()
                .batchSize(1)
                .cursor();
        cursor.next();
        Work<Object> closing = Work.begin("closing", connection::close);
        recorder.awaits(Disconnecting.class);

        assertThat(connection.health().status()).isEqualTo(HealthStatus.DRAINING);
        assertThat(worst(connection.health())).isEqualTo(HealthCode.DRAINING);
        assertThat(registry().readiness().passed()).isFalse();
        cursor.close();
        closing.value();
        assertThat(worst(connection.health())).isEqualTo(HealthCode.CLOSED);
    }

    @Test
    void H1_a_silent_member_is_a_stale_heartbeat_while_the_connection_is_still_up() {
        FaultProxy proxy = proxy();
        Connection connection = registry()
                .connect(options()
                        .uri(proxy.uri())
                        .heartbeatFrequency(Duration.ofSeconds(4))
                        .health(HealthPolicy.defaults().staleHeartbeat(1.01))
                        .build());
        proxy.blackHole();

        await().atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(() -> assertThat(connection.health().reasons())
                        .extracting(HealthReason::code)
                        .containsExactly(HealthCode.STALE_HEARTBEAT));
        assertThat(connection.health().status()).isEqualTo(HealthStatus.DEGRADED);
        assertThat(registry().readiness().passed()).isTrue();
    }

    @Test
    void H1_in_a_black_hole_with_200_waiting_callers_every_answer_comes_from_memory_and_tells_down_in_time() {
        FaultProxy proxy = proxy();
        Connection connection = registry()
                .connect(options()
                        .uri(proxy.uri())
                        .heartbeatFrequency(HEARTBEAT)
                        .bufferTimeout(Duration.ofSeconds(20))
                        .build());
        long begun = System.nanoTime();
        proxy.blackHole();
        List<Work<Boolean>> callers = new ArrayList<>();
        for (int caller = 0; caller < 200; caller++) {
            callers.add(Work.begin(
                    "caller-" + caller,
                    () -> connection.database().getCollection("health").countDocuments() >= 0));
        }
        await().pollInterval(Duration.ofMillis(5))
                .until(() -> connection.health().status() == HealthStatus.DOWN);
        Duration told = Duration.ofNanos(System.nanoTime() - begun);

        long[] took = new long[500];
        for (int at = 0; at < took.length; at++) {
            long before = System.nanoTime();
            assertThat(registry().readiness().passed()).isFalse();
            assertThat(registry().liveness().passed()).isTrue();
            took[at] = System.nanoTime() - before;
        }
        Arrays.sort(took);
        assertThat(told).isLessThan(within(HEARTBEAT.multipliedBy(2).plusSeconds(1)));
        assertThat(Duration.ofNanos(took[494])).as("p99 of both probes").isLessThan(within(Duration.ofMillis(5)));
        proxy.pass();
        callers.forEach(Work::value);
    }

    @Test
    void H1_a_ping_asks_the_server_and_one_in_a_black_hole_is_bounded() {
        FaultProxy proxy = proxy();
        Connection connection = registry().connect(options().uri(proxy.uri()).build());
        Ping answered = connection.ping(Duration.ofSeconds(5));
        assertThat(answered.answered()).isTrue();
        assertThat(answered.took()).isPositive();
        assertThat(answered.diagnosis()).isEmpty();

        proxy.blackHole();
        Ping silent = connection.ping(Duration.ofMillis(200));
        assertThat(silent.answered()).isFalse();
        assertThat(silent.took()).isBetween(Duration.ofMillis(200), Duration.ofMillis(1200));
        assertThat(silent.diagnosis())
                .hasValueSatisfying(known -> assertThat(known.code()).isEqualTo("MK-SILENT"));
        proxy.pass();
        await().untilAsserted(() ->
                assertThat(connection.ping(Duration.ofSeconds(2)).answered()).isTrue());
    }

    @Test
    void H1_a_ping_of_a_connection_that_is_not_open_says_so_at_once() {
        Ping ping = registry().connection().ping(Duration.ofSeconds(30));

        assertThat(ping.answered()).isFalse();
        assertThat(ping.took()).isLessThan(within(Duration.ofSeconds(1)));
        assertThat(ping.diagnosis())
                .hasValueSatisfying(known -> assertThat(known.code()).isEqualTo("MK-NOT-CONNECTED"));
    }
}
