package dev.meerkat.internal.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import dev.meerkat.ConnectionState;
import dev.meerkat.event.ConnectionEvent;
import dev.meerkat.options.ConnectionOptions;
import dev.meerkat.options.Startup;
import dev.meerkat.stats.RotationReport;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A rotation of a connection whose first connect gives up meanwhile: nothing of it stays behind. */
@Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RotationOfAFailingConnectTest {
    private final LifecycleRig rig = new LifecycleRig("c");
    private final List<MongoClient> made = new CopyOnWriteArrayList<>();
    private final CountDownLatch rotating = new CountDownLatch(1);
    private final CountDownLatch givingUp = new CountDownLatch(1);
    private final Lifecycle lifecycle = rig.lifecycle(this::whenMade);
    private CompletableFuture<RotationReport> rotation;

    /** The first client's making ends in a fatal failure when it is told; the second one's deployment never answers. */
    private void whenMade(MongoClient client) {
        made.add(client);
        if (made.indexOf(client) == 0) {
            await(givingUp);
            throw new NoSuchMethodError("'void com.mongodb.client.MongoClient.appendMetadata(java.lang.Object)'");
        }
        rotating.countDown();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException asTheTestEnds) {
            Thread.currentThread().interrupt();
        }
    }

    @BeforeEach
    void giveUpDuringARotation() throws Exception {
        lifecycle.open(ConnectionOptions.builder()
                .uri("mongodb://127.0.0.1:1/")
                .serverSelectionTimeout(Duration.ofMinutes(10))
                .startup(Startup.BACKGROUND)
                .build());
        while (made.isEmpty()) {
            Thread.onSpinWait();
        }
        rotation = new Rotations("c", lifecycle, rig.cell, next -> {})
                .begin(present -> present.toBuilder().maxPoolSize(7).build());
        rotating.await();
        givingUp.countDown();
        rig.cell.awaitOther(ConnectionState.CONNECTING, Duration.ofSeconds(20).toNanos());
        assertThat(rig.cell.state()).isEqualTo(ConnectionState.FAILED);
    }

    @AfterEach
    void end() {
        givingUp.countDown();
    }

    @Test
    void R1_a_rotation_ends_at_once_when_the_connect_gives_up_that_it_would_have_replaced() {
        assertThat(rotation)
                .failsWithin(Duration.ofSeconds(20))
                .withThrowableThat()
                .withMessageContaining("MK-CLOSED");
        assertThat(rig.dispatcher.timeline()).extracting(ConnectionEvent::name).endsWith("Failed", "ReconfigureFailed");
        assertThat(made).hasSize(2).allMatch(RotationOfAFailingConnectTest::closed);
    }

    @Test
    void C1_a_close_after_that_waits_until_nothing_of_the_rotation_is_left() throws Exception {
        lifecycle.close().get();

        assertThat(made).hasSize(2).allMatch(RotationOfAFailingConnectTest::closed);
        assertThat(rig.cell.state()).isEqualTo(ConnectionState.CLOSED);
    }

    private static boolean closed(MongoClient client) {
        try (ClientSession session = client.startSession()) {
            return session.getServerSession().isClosed();
        } catch (IllegalStateException expected) {
            return true;
        }
    }
}
