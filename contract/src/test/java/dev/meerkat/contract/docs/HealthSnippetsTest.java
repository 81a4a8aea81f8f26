package dev.meerkat.contract.docs;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meerkat.Connection;
import dev.meerkat.ConnectionRegistry;
import dev.meerkat.Subscription;
import dev.meerkat.health.Health;
import dev.meerkat.health.HealthPolicy;
import dev.meerkat.health.HealthStatus;
import dev.meerkat.health.Ping;
import dev.meerkat.health.Probe;
import dev.meerkat.jmx.ConnectionBean;
import dev.meerkat.lab.EmbeddedServer;
import dev.meerkat.options.ConnectionOptions;
import dev.meerkat.stats.PoolFigures;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The examples of the guide's chapter on health, run on the embedded server. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
final class HealthSnippetsTest {
    private static final Logger log = LoggerFactory.getLogger(HealthSnippetsTest.class);

    private final EmbeddedServer server = EmbeddedServer.start();
    private final ConnectionRegistry registry = new ConnectionRegistry();
    private final String uri = server.uri();
    private final Connection db = registry.connect(uri);

    @AfterEach
    void end() {
        registry.close();
        server.close();
    }

    @Test
    void health() {
        // tag::health[]
        Health health = db.health();
        health.status(); // UP, DEGRADED, DRAINING or DOWN
        health.reasons().forEach(reason -> log.warn("{}: {}", reason.code(), reason.text()));
        Ping ping = db.ping(ofSeconds(1)); // asks the server itself, waits a second at most
        // end::health[]
        assertThat(health.status()).isEqualTo(HealthStatus.UP);
        assertThat(ping.answered()).isTrue();
    }

    @Test
    void policy() {
        // tag::health-policy[]
        ConnectionOptions options = ConnectionOptions.builder()
                .uri(uri)
                .health(HealthPolicy.defaults().highWait(0.3).readinessGrace(ofSeconds(20)))
                .build();
        // end::health-policy[]
        assertThat(options.health().highWait()).isEqualTo(0.3);
    }

    @Test
    void readiness() {
        // tag::readiness[]
        Probe ready = registry.readiness();
        int answer = ready.passed() ? 200 : 503;
        // end::readiness[]
        assertThat(answer).isEqualTo(200);
    }

    @Test
    void pools() {
        // tag::pools[]
        PoolFigures pool = db.status().pools().get(0);
        int spare = pool.maxSize() - pool.inUse();
        Duration worst = pool.timings().waited().p99(); // of the last minute
        // end::pools[]
        assertThat(spare).isEqualTo(100);
        assertThat(worst).isLessThan(ofSeconds(10));
    }

    @Test
    void bean() throws Exception {
        // tag::bean[]
        Subscription bean = ConnectionBean.register(db); // JConsole shows it below dev.meerkat
        // end::bean[]
        ObjectName beans = new ObjectName("dev.meerkat:type=Connection,*");
        assertThat(ManagementFactory.getPlatformMBeanServer().queryNames(beans, null))
                .hasSize(1);
        bean.close();
    }
}
