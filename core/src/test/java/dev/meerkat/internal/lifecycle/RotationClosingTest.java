package dev.meerkat.internal.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meerkat.ConnectionState;
import dev.meerkat.event.ConnectionEvent;
import dev.meerkat.internal.driver.BrokenServer;
import dev.meerkat.internal.driver.WireServer;
import dev.meerkat.internal.gate.Admission;
import dev.meerkat.internal.gate.Drain;
import dev.meerkat.internal.gate.Generation;
import dev.meerkat.options.ConnectionOptions;
import dev.meerkat.stats.CutWork;
import dev.meerkat.stats.DrainReport;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.bson.BsonDocument;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A close that meets the drain of a rotation. */
@Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RotationClosingTest {
    private static final String PRIMARY = "isWritablePrimary: true, helloOk: true";
    private final LifecycleRig rig = new LifecycleRig("c");
    private final Lifecycle lifecycle = rig.lifecycle(made -> {});
    private BrokenServer server;

    @BeforeEach
    void open() throws Exception {
        server = BrokenServer.that(WireServer.saying(() -> PRIMARY, command -> BsonDocument.parse("{ok: 1}")));
        lifecycle.open(ConnectionOptions.builder()
                .uri("mongodb://" + server.address())
                .closeGrace(Duration.ofMinutes(10))
                .build());
        rig.cell.awaitOther(ConnectionState.CONNECTING, Duration.ofSeconds(20).toNanos());
    }

    @AfterEach
    void end() throws Exception {
        lifecycle.close(Duration.ZERO).get();
        server.close();
    }

    private Admission find() {
        return rig.gate.admit("find", LifecycleRig.ORIGIN, true, null);
    }

    /** Returns when the switch is over and the old client's drain has begun or is about to. */
    private void rotate() {
        Generation before = rig.cell.snapshot().generation();
        new Rotations("c", lifecycle, rig.cell, next -> {})
                .begin(present -> present.toBuilder().maxPoolSize(7).build());
        while (rig.cell.snapshot().generation() == before) {
            Thread.onSpinWait();
        }
    }

    @Test
    void C2_a_limit_for_the_close_cuts_the_drain_of_a_rotation_and_its_work_is_listed() throws Exception {
        find();
        rotate();
        find();

        DrainReport report = lifecycle.close(Duration.ofMillis(50)).get();

        assertThat(report.cut()).extracting(CutWork::operation).containsExactly("find", "find");
        assertThat(report.forced()).isTrue();
        assertThat(rig.dispatcher.timeline())
                .extracting(ConnectionEvent::name)
                .containsSubsequence("Reconfigured", "Drained", "Closed")
                .endsWith("Closed");
    }

    @Test
    void C3_a_close_without_a_limit_lets_the_work_of_a_rotation_s_drain_finish() throws Exception {
        Admission work = find();
        rotate();

        CompletableFuture<DrainReport> closing = lifecycle.close();
        while (!closing.isDone() && !draining()) {
            Thread.onSpinWait();
        }
        work.release();

        assertThat(closing.get().cut()).isEmpty();
        assertThat(closing.get().finished()).isOne();
    }

    private static boolean draining() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(each -> each.getKey().getName().equals("meerkat-c-rotate"))
                .flatMap(each -> Arrays.stream(each.getValue()))
                .anyMatch(frame -> frame.getClassName().equals(Drain.class.getName())
                        && frame.getMethodName().equals("await"));
    }
}
