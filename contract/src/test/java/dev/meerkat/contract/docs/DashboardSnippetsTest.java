package dev.meerkat.contract.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meerkat.ConnectionRegistry;
import dev.meerkat.dashboard.Dashboard;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
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

    @Test
    void probes_for_others_than_this_machine() throws Exception {
        int port = 0;
        String secret = "0123456789abcdef";
        try (ConnectionRegistry registry = new ConnectionRegistry()) {
            // tag::kubernetes-probes[]
            Dashboard probes = Dashboard.of(registry)
                    .host("0.0.0.0")
                    .port(port)
                    .token(secret)
                    .start();
            // end::kubernetes-probes[]
            HttpClient client = HttpClient.newHttpClient();
            URI address = URI.create("http://127.0.0.1:" + probes.port());
            for (String path : new String[] {"/livez", "/api/connections"}) {
                HttpRequest request =
                        HttpRequest.newBuilder(address.resolve(path)).build();
                int status = client.send(request, HttpResponse.BodyHandlers.discarding())
                        .statusCode();
                assertThat(status).isEqualTo(path.equals("/livez") ? 200 : 401);
            }
            probes.close();
        }
    }
}
