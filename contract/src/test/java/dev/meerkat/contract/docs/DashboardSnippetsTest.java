package dev.meerkat.contract.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meerkat.ConnectionRegistry;
import dev.meerkat.dashboard.Dashboard;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The example of the guide's chapter on the dashboard. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
final class DashboardSnippetsTest {
    private static final Logger log = LoggerFactory.getLogger(DashboardSnippetsTest.class);

    @Test
    void dashboard() {
        try (ConnectionRegistry registry = new ConnectionRegistry()) {
            // tag::dashboard[]
            Dashboard dashboard = Dashboard.of(registry).port(0).start(); // 127.0.0.1; 0 takes a free port
            log.info("{}", dashboard.uri());
            // end::dashboard[]
            assertThat(dashboard.uri().getHost()).isEqualTo("127.0.0.1");
            dashboard.close();
        }
    }
}
