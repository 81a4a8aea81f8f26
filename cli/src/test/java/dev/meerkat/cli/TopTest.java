package dev.meerkat.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.meerkat.lab.EmbeddedServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code top}, and {@code --dashboard} where it may stand. */
class TopTest {
    private static final Pattern ADDRESS = Pattern.compile("dashboard: (http://127\\.0\\.0\\.1:\\d+/)");

    private final EmbeddedServer server = EmbeddedServer.start();

    @AfterEach
    void end() {
        server.close();
    }

    @Test
    void H1_top_shows_health_members_pools_and_events_and_ends_in_time() {
        Run run = Run.of("top", server.uri(), "--for", "3s");

        assertThat(run.exit()).isZero();
        assertThat(run.out().all())
                .contains("default  ")
                .contains("UP  CONNECTED for")
                .contains("takes writes")
                .contains("SERVER")
                .contains("standalone")
                .containsPattern("0/100 +0 ")
                .contains("LAST EVENTS")
                .contains("Opened")
                .doesNotContain("\u001b");
    }

    @Test
    void H1_top_tells_why_there_is_no_connection() {
        Run run = Run.of("top", "mongodb://127.0.0.1:1/", "--for", "4s", "--option", "serverSelectionTimeout=500ms");

        assertThat(run.exit()).isEqualTo(4);
        assertThat(run.out().all()).contains("DOWN  CONNECTING").contains("Fix: Start the server");
    }

    @Test
    void H1_watch_serves_the_dashboard_while_it_runs() throws Exception {
        try (Program watch = Program.start("watch", server.uri(), "--dashboard", "0")) {
            watch.out().await("Opened");
            assertThat(get(watch, "readyz").statusCode()).isEqualTo(200);
            watch.signal("TERM");
            assertThat(watch.exit()).isEqualTo(143);
        }
    }

    private static HttpResponse<String> get(Program program, String path) throws IOException, InterruptedException {
        Matcher address = ADDRESS.matcher(program.err().await("dashboard: "));
        assertThat(address.find()).isTrue();
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(address.group(1) + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void H3_a_scrape_of_the_dashboard_is_what_prometheus_reads_and_tells_of_the_connection() throws Exception {
        try (Program load = Program.start("load", server.uri(), "--for", "60s", "--rate", "50", "--dashboard", "0")) {
            String connected = "meerkat_connection_state{client_name=\"default\",state=\"CONNECTED\"} 1.0";
            String scrape = await().atMost(Duration.ofSeconds(30))
                    .until(
                            () -> get(load, "metrics").body(),
                            text -> text.contains(connected) && text.contains("_bucket"));

            assertThat(scrape)
                    .contains("mongodb_driver_pool_size{")
                    .contains("db_client_connection_count{")
                    .contains("db_client_connection_use_time_seconds_bucket{");
            judge(scrape);
        }
    }

    /** By Prometheus' own tool, where it is installed; 3 means that it has read everything and would name something otherwise. */
    private static void judge(String scrape) throws IOException, InterruptedException {
        Process promtool;
        try {
            promtool = new ProcessBuilder("promtool", "check", "metrics")
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException absent) {
            assertThat(System.getenv("MEERKAT_REQUIRE_SERVER"))
                    .as("promtool is not installed (Debian: prometheus)")
                    .isNotEqualTo("true");
            return;
        }
        try (OutputStream input = promtool.getOutputStream()) {
            input.write(scrape.getBytes(StandardCharsets.UTF_8));
        }
        String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(promtool.waitFor()).as(said).isIn(0, 3);
    }

    @Test
    void what_cannot_be_said_of_a_dashboard_is_an_error_of_usage() {
        assertThat(Run.of("watch", server.uri(), "--dashboard", "99999").err().all())
                .contains("--dashboard 99999 cannot be");
        assertThat(Run.of("watch", server.uri(), "--dashboard", String.valueOf(server.port())))
                .satisfies(taken -> {
                    assertThat(taken.exit()).isEqualTo(2);
                    assertThat(taken.err().all()).contains("give a free port");
                });
        assertThat(Run.of("demo", "--keep").err().all()).contains("add --dashboard 8080");
    }
}
