package dev.meerkat.internal.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meerkat.ConnectionState;
import dev.meerkat.internal.driver.BrokenServer;
import dev.meerkat.internal.driver.WireServer;
import dev.meerkat.options.ConnectionOptions;
import dev.meerkat.options.Startup;
import dev.meerkat.stats.RotationReport;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.bson.BsonDocument;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a rotation says of the deployment when it replaces a client that was never proven. */
@Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LineageTest {
    private final LifecycleRig rig = new LifecycleRig("c");
    private final Lifecycle lifecycle = rig.lifecycle(made -> {});
    private final AtomicInteger pings = new AtomicInteger();
    private final CountDownLatch pinged = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private BrokenServer one;
    private BrokenServer other;

    @BeforeEach
    void listen() throws IOException {
        one = server("one", command -> {});
        other = server("other", command -> {
            if (command.containsKey("ping") && pings.getAndIncrement() == 0) {
                pinged.countDown();
                await();
            }
        });
    }

    private static BrokenServer server(String set, Consumer<BsonDocument> first) throws IOException {
        BrokenServer[] made = new BrokenServer[1];
        made[0] = BrokenServer.that(WireServer.saying(
                () -> "isWritablePrimary: true, helloOk: true, setName: '" + set + "', setVersion: 1, hosts: ['"
                        + made[0].address() + "'], me: '" + made[0].address() + "'",
                command -> {
                    first.accept(command);
                    return BsonDocument.parse("{ok: 1, cursor: {id: 0, ns: 'a.b', firstBatch: []}}");
                }));
        return made[0];
    }

    private void await() {
        try {
            ended.await();
        } catch (InterruptedException asTheTestEnds) {
            Thread.currentThread().interrupt();
        }
    }

    @AfterEach
    void end() throws Exception {
        ended.countDown();
        lifecycle.close().get();
        one.close();
        other.close();
    }

    private void open(BrokenServer server, String set) {
        lifecycle.open(ConnectionOptions.builder()
                .uri("mongodb://" + server.address() + "/?replicaSet=" + set)
                .startup(Startup.BACKGROUND)
                .build());
    }

    /** The first connect to the other server hangs in its proof, and a rotation within that server comes first. */
    private RotationReport rotatedWhileConnectingToTheOther() throws Exception {
        open(other, "other");
        pinged.await();
        return new Rotations("c", lifecycle, rig.cell, next -> {})
                .begin(present -> present.toBuilder().maxPoolSize(7).build())
                .get();
    }

    @Test
    void R1_a_rotation_of_a_client_that_was_never_proven_does_not_pass_for_the_deployment_of_an_earlier_open()
            throws Exception {
        open(one, "one");
        rig.cell.awaitOther(ConnectionState.CONNECTING, Duration.ofSeconds(20).toNanos());
        Object before = rig.cell.snapshot().generation().deployment();
        lifecycle.close().get();

        RotationReport report = rotatedWhileConnectingToTheOther();

        assertThat(rig.cell.snapshot().generation().deployment()).isNotSameAs(before);
        assertThat(report.sameDeployment()).isFalse();
    }

    @Test
    void R1_the_first_deployment_of_a_connection_is_no_other_one_although_a_rotation_found_it() throws Exception {
        assertThat(rotatedWhileConnectingToTheOther().sameDeployment()).isTrue();
    }
}
