package dev.meerkat.examples.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Instances in JVMs of their own that get SIGTERM while clients with kept connections use them: nothing that was sent is lost. Prints what was counted. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
final class OrderApiStopIT {
    /** Many times the period in which readiness is asked for here, and longer than the thread that asks is ever kept from it. */
    private static final int NOTICE_MILLIS = 4_000;

    private static final int CLIENTS = 4;

    private final List<ApiProcess> instances = new ArrayList<>();
    private Deployment deployment;

    @BeforeEach
    void start() {
        deployment = Deployment.start();
    }

    @AfterEach
    void end() {
        instances.forEach(ApiProcess::close);
        deployment.close();
    }

    /** Starts one; it may not be ready when this returns. */
    private ApiProcess instance(int noticeMillis) throws Exception {
        ApiProcess started =
                ApiProcess.start(deployment.uri(), Map.of("STOP_NOTICE_MS", Integer.toString(noticeMillis)));
        instances.add(started);
        return started;
    }

    private static void awaitReady(URI api) {
        ApiClient client = new ApiClient(api);
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> client.get("/readyz").statusCode() == 200);
    }

    private void assertNothingLost(String run, Load load, Set<String> others) {
        List<String> stored = deployment.stored();
        Counts.print(run, load, stored);
        assertThat(load.lost()).isEmpty();
        assertThat(load.answered()).isEqualTo(load.attempted()).isPositive();
        assertThat(load.repeated()).isZero();
        stored.removeAll(others);
        assertThat(stored).containsExactlyInAnyOrderElementsOf(load.acknowledged());
    }

    @Test
    void sigterm_in_mid_flow_is_told_by_readiness_then_by_the_door_then_work_ends_then_the_drain_and_143()
            throws Exception {
        ApiProcess api = instance(NOTICE_MILLIS);
        URI uri = api.uri();
        awaitReady(uri);
        Load load = Load.beginUntilTold(uri, "term", CLIENTS);
        load.awaitMore(100);
        try (HalfRequest half = HalfRequest.begin(uri, "half")) {
            ReadinessWatch watch = ReadinessWatch.begin(uri);

            api.terminate();

            load.awaitEnd(); // every client was told on an answer to leave
            List<Integer> readiness = watch.awaitRefused();
            assertThat(readiness).startsWith(200).endsWith(503).isSubsetOf(200, 503);
            assertThat(readiness.subList(readiness.indexOf(503), readiness.size()))
                    .as("once not ready, never ready again, and still answering")
                    .containsOnly(503);
            assertThat(half.finish()).startsWith("HTTP/1.1 201 ").containsIgnoringCase("connection: close");
        }
        assertThat(api.exitCode()).as(api.toString()).isEqualTo(143);
        assertNothingLost("SIGTERM", load, Set.of("half"));
        assertThat(deployment.stored()).contains("half");
        assertThat(List.of(
                        api.when("the stop is announced"),
                        api.when("accepts no more connections"),
                        api.when("answered "),
                        api.when("Disconnecting"),
                        api.when("worker stopped")))
                .isSorted();
        assertThat(api.toString()).contains("abandoned=0").contains("forced=false");
    }

    @Test
    void a_rolling_restart_of_two_instances_behind_a_switch_loses_no_request() throws Exception {
        try (Switch balancer = new Switch()) {
            ApiProcess first = instance(NOTICE_MILLIS);
            ApiProcess second = instance(NOTICE_MILLIS);
            balancer.add(first.uri());
            balancer.add(second.uri());
            Load load = Load.begin(balancer.uri(), "rolling", CLIENTS);
            load.awaitMore(100);
            List<ApiProcess> successors = List.of(replaced(balancer, first, load), replaced(balancer, second, load));
            load.end();

            assertNothingLost("rolling restart", load, Set.of());
            assertThat(List.of(first.answered(), second.answered())).allMatch(each -> each > 0);
            successors.forEach(ApiProcess::terminate);
            for (ApiProcess successor : successors) {
                assertThat(successor.exitCode()).isEqualTo(143);
                assertThat(successor.answered()).isPositive();
            }
        }
    }

    /** Ends the old instance under load while a new one starts, and gives that to the switch. */
    private ApiProcess replaced(Switch balancer, ApiProcess old, Load load) throws Exception {
        ApiProcess successor = instance(0); // nobody uses it any more when it stops
        old.terminate();
        assertThat(old.exitCode()).as(old.toString()).isEqualTo(143);
        balancer.add(successor.uri());
        load.awaitMore(100);
        return successor;
    }
}
