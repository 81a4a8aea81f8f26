package dev.meerkat.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.MongoException;
import com.sun.management.ThreadMXBean;
import dev.meerkat.Connection;
import dev.meerkat.ConnectionRegistry;
import dev.meerkat.health.HealthStatus;
import dev.meerkat.lab.EmbeddedServer;
import dev.meerkat.lab.FaultProxy;
import dev.meerkat.lab.ProcessorPressure;
import dev.meerkat.options.ConnectionOptions;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** H1: what the dashboard answers, and how soon, while the servers are silent and two hundred callers wait. */
@Timeout(value = 180, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BlackHoleTest {
    private static final Logger LOG = LoggerFactory.getLogger(BlackHoleTest.class);
    private static final Duration LIMIT = Duration.ofMillis(50);
    private static final int CALLERS = 200;
    private static final int REQUESTS = 200;

    private final EmbeddedServer server = EmbeddedServer.start();
    private final FaultProxy proxy = FaultProxy.inFrontOf(server);
    private final ConnectionRegistry registry = new ConnectionRegistry();
    private final Dashboard dashboard = Dashboard.of(registry).start();
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicLong waitedInVain = new AtomicLong();
    private final List<Thread> callers = new ArrayList<>();

    @AfterEach
    void end() throws InterruptedException {
        over.set(true);
        proxy.pass();
        registry.close();
        for (Thread caller : callers) {
            caller.join();
        }
        dashboard.close();
        proxy.close();
        server.close();
    }

    private Connection silent() {
        Connection connection = registry.connect(ConnectionOptions.builder()
                .uri(proxy.uri())
                .heartbeatFrequency(Duration.ofMillis(500))
                .bufferTimeout(Duration.ofSeconds(1))
                .closeGrace(Duration.ZERO)
                .build());
        proxy.blackHole();
        for (int at = 0; at < CALLERS; at++) {
            Thread caller = new Thread(() -> call(connection), "caller-" + at);
            callers.add(caller);
            caller.start();
        }
        await().until(() -> connection.health().status() == HealthStatus.DOWN);
        await().until(() -> connection.status().waiting() > CALLERS / 2 && waitedInVain.get() > 0);
        return connection;
    }

    private void call(Connection connection) {
        while (!over.get()) {
            try {
                connection.database().getCollection("c").countDocuments();
            } catch (MongoException refused) {
                waitedInVain.incrementAndGet();
            }
        }
    }

    @Test
    void H1_in_a_black_hole_with_200_waiting_callers_every_path_answers_at_once_while_the_load_goes_on()
            throws Exception {
        Connection connection = silent();
        long before = waitedInVain.get();
        for (String path : List.of("/livez", "/readyz", "/startupz", "/readyz?verbose", "/api/connections")) {
            int status = path.startsWith("/readyz") ? 503 : 200;
            try (RawHttp client = new RawHttp(dashboard.port())) {
                time(client, path, status);
                ProcessorPressure pressure = ProcessorPressure.sinceNow();
                Duration p99 = time(client, path, status);
                assertThat(p99).as(path).isLessThan(pressure.allowing(LIMIT));
            }
        }
        await().until(() -> waitedInVain.get() > before && connection.status().waiting() > CALLERS / 2);
        assertThat(connection.health().status()).isEqualTo(HealthStatus.DOWN);
    }

    /** p99 by the clock on the wall, with a limit that a busy machine keeps too; the processor's time is what the answer itself costs. */
    private static Duration time(RawHttp client, String path, int status) throws IOException {
        long[] took = new long[REQUESTS];
        long processor = processorOfTheDashboard();
        for (int at = 0; at < REQUESTS; at++) {
            long begun = System.nanoTime();
            client.send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(client.answer()).startsWith("HTTP/1.1 " + status);
            took[at] = System.nanoTime() - begun;
        }
        Duration each = Duration.ofNanos((processorOfTheDashboard() - processor) / REQUESTS);
        Arrays.sort(took);
        Duration p99 = Duration.ofNanos(took[REQUESTS * 99 / 100]);
        LOG.info(
                "{}: median {} µs, p99 {} µs, processor {} µs each",
                path,
                took[REQUESTS / 2] / 1000,
                p99.toNanos() / 1000,
                each.toNanos() / 1000);
        assertThat(each).as("processor for " + path).isLessThan(Duration.ofMillis(5));
        return p99;
    }

    private static long processorOfTheDashboard() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("meerkat-dashboard-"))
                .mapToLong(thread -> threads.getThreadCpuTime(thread.getId()))
                .sum();
    }
}
