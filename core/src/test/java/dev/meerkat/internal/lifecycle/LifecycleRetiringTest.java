package dev.meerkat.internal.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.meerkat.ConnectionState;
import dev.meerkat.internal.driver.BrokenServer;
import dev.meerkat.internal.driver.WireServer;
import dev.meerkat.internal.gate.Admission;
import dev.meerkat.internal.gate.Drain;
import dev.meerkat.internal.time.TimeSource;
import dev.meerkat.options.ConnectionOptions;
import dev.meerkat.options.RetryPolicy;
import dev.meerkat.stats.CutWork;
import dev.meerkat.stats.DrainReport;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.bson.BsonDocument;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/** Work on a driver client that another one has replaced, when the connection is closed. */
@Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LifecycleRetiringTest {
    private static final BsonDocument OK = BsonDocument.parse("{ok: 1, cursor: {id: 0, ns: 'a.b', firstBatch: []}}");

    private final LifecycleRig rig = new LifecycleRig("c");
    private final Lifecycle lifecycle = rig.lifecycle(made -> {});
    private volatile String set = "one";
    private BrokenServer server;

    @BeforeEach
    void listen() throws IOException {
        server = BrokenServer.that(WireServer.saying(
                () -> "isWritablePrimary: true, helloOk: true, setName: '" + set + "', setVersion: 1, hosts: ['"
                        + server.address() + "'], me: '" + server.address() + "'",
                command -> OK));
    }

    @AfterEach
    void end() throws Exception {
        lifecycle.close().get();
        server.close();
    }

    /** Work admitted to a client which the driver then leaves without a server, so that a new one takes its place. */
    private Admission workOnAReplacedClient(Duration grace) throws Exception {
        lifecycle.open(ConnectionOptions.builder()
                .uri("mongodb://" + server.address() + "/?replicaSet=one")
                .heartbeatFrequency(Duration.ofMillis(500))
                .retry(RetryPolicy.fixed(Duration.ofMillis(50)))
                .closeGrace(grace)
                .build());
        awaitState(ConnectionState.CONNECTED);
        Admission work = rig.gate.admit("find", LifecycleRig.ORIGIN, true, null);
        set = "other";
        awaitState(ConnectionState.INTERRUPTED);
        set = "one";
        awaitState(ConnectionState.CONNECTED);
        assertThat(rig.cell.snapshot().generation()).isNotSameAs(work.generation());
        return work;
    }

    private void awaitState(ConnectionState wanted) throws InterruptedException {
        for (ConnectionState now = rig.cell.state(); now != wanted; now = rig.cell.state()) {
            rig.cell.awaitOther(now, Duration.ofSeconds(20).toNanos());
        }
    }

    @Test
    void C1_a_close_waits_for_work_on_a_client_that_was_replaced() throws Exception {
        Admission work = workOnAReplacedClient(Duration.ofSeconds(20));

        CompletableFuture<DrainReport> closing = lifecycle.close();
        while (!closing.isDone() && !draining()) {
            Thread.onSpinWait();
        }
        assertThat(closing).isNotDone();
        work.release();

        assertThat(closing.get().finished()).isOne();
        assertThat(closing.get().forced()).isFalse();
    }

    @Test
    void G6_work_on_a_client_that_was_replaced_is_in_flight_until_it_ends() throws Exception {
        StatusReader status = new StatusReader("c", TimeSource.SYSTEM, rig.cell, rig.gate, lifecycle);
        Admission work = workOnAReplacedClient(Duration.ofSeconds(20));

        assertThat(status.read().inFlight()).isOne();
        assertThat(status.inFlightByDatabase()).containsExactly(Map.entry("a", 1L));

        work.release();
        assertThat(status.read().inFlight()).isZero();
        assertThat(status.inFlightByDatabase()).isEmpty();
    }

    @Test
    void C2_work_on_a_client_that_was_replaced_is_logged_when_it_is_cut_on_the_open_connection() throws Exception {
        Logger logger = (Logger) LoggerFactory.getLogger("dev.meerkat.connection");
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.list = new CopyOnWriteArrayList<>();
        log.start();
        logger.addAppender(log);
        try {
            Admission work = workOnAReplacedClient(Duration.ofMillis(50));
            while (log.list.stream()
                    .noneMatch(line -> line.getFormattedMessage().contains("find"))) {
                Thread.onSpinWait();
            }
            assertThat(work.generation().forced()).isTrue();
            assertThat(new StatusReader("c", TimeSource.SYSTEM, rig.cell, rig.gate, lifecycle)
                            .read()
                            .inFlight())
                    .as("nothing waits for it any more")
                    .isZero();
        } finally {
            logger.detachAppender(log);
        }
    }

    private static boolean draining() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(each -> each.getKey().getName().equals("meerkat-c-close"))
                .flatMap(each -> Arrays.stream(each.getValue()))
                .anyMatch(frame -> frame.getClassName().equals(Drain.class.getName())
                        && frame.getMethodName().equals("await"));
    }

    @Test
    void C2_work_on_a_client_that_was_replaced_is_listed_when_it_is_cut() throws Exception {
        workOnAReplacedClient(Duration.ofMillis(100));

        DrainReport report = lifecycle.close().get();

        assertThat(report.forced()).isTrue();
        assertThat(report.cut()).extracting(CutWork::operation).containsExactly("find");
        assertThat(report.lingering()).isEmpty();
    }
}
