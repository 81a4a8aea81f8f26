package dev.meerkat.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.meerkat.Connection;
import dev.meerkat.contract.frame.Callers;
import dev.meerkat.contract.frame.Capability;
import dev.meerkat.contract.frame.ContractCase;
import dev.meerkat.contract.frame.Leaks;
import dev.meerkat.contract.frame.Ports;
import dev.meerkat.error.MeerkatException;
import dev.meerkat.options.ConnectionOptions;
import dev.meerkat.options.Startup;
import dev.meerkat.testkit.EventRecorder;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** S6, S7, S12, O5 together: a hundred at once, in an order that the seed decides. */
abstract class CrowdContract extends ContractCase {
    private static final int CROWD = 100;
    private static final int CONNECTIONS = 10;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 20261124, 7777})
    void O5_a_hundred_concurrent_opens_and_closes_in_random_order_leave_nothing_behind(long seed) {
        Leaks leaks = Leaks.before(server());
        int counted = counted();
        List<EventRecorder> recorders = IntStream.range(0, CONNECTIONS)
                .mapToObj(number -> recorded("crowd-" + number))
                .toList();
        ConnectionOptions reachable = options().build();
        ConnectionOptions refused = options().uri(Ports.refusedUri()).build();

        List<Throwable> thrown = Callers.together(CROWD, caller -> {
            // Each caller its own generator: the choice depends on seed and caller alone, not on the schedule.
            Random random = new Random(seed * 1_000 + caller);
            Connection connection = recorders.get(random.nextInt(CONNECTIONS)).connection();
            deed(connection, random, random.nextInt(5) == 0 ? refused : reachable);
        });
        registry().close();

        assertThat(thrown)
                .as("seed " + seed)
                .allSatisfy(each -> assertThat(each).isInstanceOf(MeerkatException.class));
        for (EventRecorder recorder : recorders) {
            recorder.assertGapFree();
            recorder.assertStatesJoin();
            assertThat(recorder.connection().status().inFlight()).isZero();
        }
        leaks.awaitNone(Duration.ofSeconds(5));
        if (kind().capabilities().contains(Capability.SOCKET_COUNT)) {
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(
                            () -> assertThat(counted()).as("seed " + seed).isLessThanOrEqualTo(counted));
        }
    }

    private void deed(Connection connection, Random random, ConnectionOptions options) throws Exception {
        switch (random.nextInt(4)) {
            case 0 -> connection.close();
            case 1 -> {
                Thread.currentThread().interrupt();
                connection.open(options);
            }
            case 2 -> {
                connection.open(options.toBuilder().startup(Startup.BACKGROUND).build());
                connection.close();
            }
            default -> {
                connection.open(options.toBuilder()
                        .startupTimeout(Duration.ofSeconds(1))
                        .build());
                connection.database().getCollection("crowd").insertOne(new Document());
                connection.close();
            }
        }
    }

    @Test
    void O5_a_hundred_connections_that_open_at_once_close_at_once() {
        Leaks leaks = Leaks.before(server());
        List<Throwable> thrown = Callers.together(
                CROWD,
                caller -> registry().connection("one-" + caller).open(options().build()));
        assertThat(thrown).isEmpty();
        assertThat(registry().connections()).hasSize(CROWD);
        registry().close();

        leaks.awaitNone(Duration.ofSeconds(5));
    }

    /** What the server itself counts, with the connections of whoever asks; 0 where it counts nothing. */
    private int counted() {
        if (!kind().capabilities().contains(Capability.SOCKET_COUNT)) {
            return 0;
        }
        Document status = server().command(new Document("serverStatus", 1));
        return ((Number) status.get("connections", Document.class).get("current")).intValue();
    }
}
