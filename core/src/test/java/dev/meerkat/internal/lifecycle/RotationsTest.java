package dev.meerkat.internal.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import dev.meerkat.ConnectionState;
import dev.meerkat.error.ConnectionClosedException;
import dev.meerkat.event.ConnectionEvent;
import dev.meerkat.internal.driver.BrokenServer;
import dev.meerkat.internal.driver.WireServer;
import dev.meerkat.options.ConnectionOptions;
import dev.meerkat.stats.RotationReport;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.bson.BsonDocument;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** R1: rotations whose surroundings fail them. */
@Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RotationsTest {
    private static final UnaryOperator<ConnectionOptions> MORE =
            present -> present.toBuilder().maxPoolSize(7).build();

    private final LifecycleRig rig = new LifecycleRig("r");
    private final List<MongoClient> made = new CopyOnWriteArrayList<>();
    private final Lifecycle lifecycle = rig.lifecycle(made::add);
    private BrokenServer server;
    private Session first;

    @BeforeEach
    void open() throws Exception {
        server = BrokenServer.that(WireServer.saying(
                () -> "isWritablePrimary: true, helloOk: true", command -> BsonDocument.parse("{ok: 1}")));
        first = ((Lifecycle.Opening.Running) lifecycle.open(ConnectionOptions.builder()
                        .uri("mongodb://" + server.address())
                        .build()))
                .session();
        rig.cell.awaitOther(ConnectionState.CONNECTING, Duration.ofSeconds(20).toNanos());
    }

    @AfterEach
    void end() throws Exception {
        lifecycle.close().get();
        server.close();
    }

    private List<String> told() {
        return rig.dispatcher.timeline().stream().map(ConnectionEvent::name).toList();
    }

    @Test
    void R1_a_rotation_whose_followers_break_is_ended_all_the_same_and_its_session_is_guarded() {
        IllegalStateException own = new IllegalStateException("broken");
        CompletableFuture<RotationReport> rotation = new Rotations("r", lifecycle, rig.cell, next -> {
                    throw own;
                })
                .begin(MORE);

        assertThat(rotation)
                .failsWithin(Duration.ofSeconds(20))
                .withThrowableThat()
                .withCause(own);
        assertThat(told()).endsWith("Reconfigured");
        assertThat(closed(made.get(0))).isTrue();
        assertThat(closed(made.get(1))).isFalse();
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .contains("meerkat-r-guard");
    }

    @Test
    void R1_a_rotation_for_a_session_that_another_rotation_replaced_before_its_turn_does_nothing() {
        Rotations rotations = new Rotations("r", lifecycle, rig.cell, next -> {});
        CompletableFuture<RotationReport> before = rotations.begin(MORE);
        CompletableFuture<RotationReport> late = rotations.beginFor(first, present -> present);

        assertThat(before).succeedsWithin(Duration.ofSeconds(20));
        assertThat(late)
                .failsWithin(Duration.ofSeconds(20))
                .withThrowableThat()
                .withCauseInstanceOf(ConnectionClosedException.class);
        assertThat(made).hasSize(2);
        assertThat(told()).doesNotContain("ReconfigureFailed");
    }

    @Test
    void R1_a_rotation_for_the_present_session_runs() {
        Rotations rotations = new Rotations("r", lifecycle, rig.cell, next -> {});

        assertThat(rotations.beginFor(first, MORE)).succeedsWithin(Duration.ofSeconds(20));
        assertThat(made).hasSize(2);
    }

    private static boolean closed(MongoClient client) {
        try (ClientSession session = client.startSession()) {
            return session.getServerSession().isClosed();
        } catch (IllegalStateException expected) {
            return true;
        }
    }
}
