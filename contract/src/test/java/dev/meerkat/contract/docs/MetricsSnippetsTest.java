package dev.meerkat.contract.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meerkat.ConnectionRegistry;
import dev.meerkat.lab.EmbeddedServer;
import dev.meerkat.micrometer.MeerkatMetrics;
import dev.meerkat.options.ConnectionOptions;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The examples of the guide's chapter on metrics, run on the embedded server. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
final class MetricsSnippetsTest {
    @Test
    void metrics() {
        MeterRegistry meters = new SimpleMeterRegistry();
        try (EmbeddedServer server = EmbeddedServer.start();
                ConnectionRegistry registry = new ConnectionRegistry()) {
            String uri = server.uri();
            // tag::metrics[]
            MeerkatMetrics metrics = MeerkatMetrics.of(registry); // or of one connection
            metrics.bindTo(meters);
            // end::metrics[]
            // tag::command-timer[]
            ConnectionOptions timed = ConnectionOptions.builder()
                    .uri(uri)
                    .customize(settings -> settings.addCommandListener(MeerkatMetrics.commands(meters, "default")))
                    .build();
            // end::command-timer[]
            registry.connect(timed).database().listCollectionNames().first();
            assertThat(meters.get("mongodb.driver.commands")
                            .tag("client.name", "default")
                            .timers())
                    .isNotEmpty();
            metrics.close();
            assertThat(meters.find("meerkat.connection.health").gauge()).isNull();
        }
    }
}
