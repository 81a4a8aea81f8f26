package dev.meerkat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meerkat.lab.EmbeddedServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
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
                .contains("MEMBER")
                .contains("standalone")
                .contains("POOL")
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
            watch.err().await("dashboard: ");
            watch.out().await("Opened");
            Matcher address = ADDRESS.matcher(watch.err().all());
            assertThat(address.find()).isTrue();
            HttpResponse<String> ready = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(address.group(1) + "readyz"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());

            assertThat(ready.statusCode()).isEqualTo(200);
            watch.signal("TERM");
            assertThat(watch.exit()).isEqualTo(143);
        }
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
