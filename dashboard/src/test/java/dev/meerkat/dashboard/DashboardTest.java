package dev.meerkat.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.meerkat.Connection;
import dev.meerkat.ConnectionRegistry;
import dev.meerkat.ConnectionState;
import dev.meerkat.lab.EmbeddedServer;
import dev.meerkat.options.ConnectionOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** H1: what the dashboard answers, to whom, and what it takes. */
@Timeout(value = 40, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DashboardTest {
    private static final String TOKEN = "0123456789abcdef-token";
    private static final String SECRET = "s3cr3t-w0rd";

    private final EmbeddedServer server = EmbeddedServer.start();
    private final ConnectionRegistry registry = new ConnectionRegistry();
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private Dashboard dashboard = Dashboard.of(registry).start();

    @AfterEach
    void end() {
        dashboard.close();
        registry.close();
        server.close();
    }

    private void restart(Dashboard.Builder builder) {
        dashboard.close();
        dashboard = builder.start();
    }

    private HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        return send("GET", path, headers);
    }

    private HttpResponse<String> send(String method, String path, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(dashboard.uri() + path.substring(1)))
                .timeout(Duration.ofSeconds(10))
                .method(method, HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void H1_probes_answer_as_supervisors_expect() throws Exception {
        assertThat(get("/livez").statusCode()).isEqualTo(200);
        assertThat(get("/startupz").statusCode()).as("nothing has begun").isEqualTo(503);
        Connection connection = registry.connect(server.uri());
        assertThat(get("/readyz").statusCode()).isEqualTo(200);
        assertThat(get("/readyz").body()).isEqualTo("ok\n");
        assertThat(get("/startupz").statusCode()).isEqualTo(200);

        connection.close();

        assertThat(get("/readyz").statusCode()).isEqualTo(503);
        assertThat(get("/readyz?verbose").body())
                .isEqualTo("failed\n[-] default: the application closed the connection\n");
        assertThat(get("/startupz").statusCode()).isEqualTo(200);
        assertThat(get("/livez").statusCode()).isEqualTo(200);
        assertThat(send("HEAD", "/readyz").statusCode()).isEqualTo(503);
    }

    @Test
    void H1_connections_are_told_as_json_without_a_secret() throws Exception {
        registry.connect(server.uri());
        registry.createConnection(
                "secret",
                ConnectionOptions.builder()
                        .uri("mongodb://ada:" + SECRET + "@127.0.0.1:1/")
                        .build());
        registry.connection().database().getCollection("c").insertOne(new Document());

        HttpResponse<String> answer = get("/api/connections");
        List<Document> told = Document.parse(answer.body()).getList("connections", Document.class);
        assertThat(told).extracting(each -> each.getString("name")).containsExactly("default", "secret");
        assertThat(told.get(0).getString("state")).isEqualTo("CONNECTED");
        assertThat(told.get(0).getList("pools", Document.class).get(0).getInteger("checkouts"))
                .isEqualTo(3);
        assertThat(answer.body()).doesNotContain(SECRET).doesNotContain("ada:");
        assertThat(answer.headers().firstValue("content-security-policy"))
                .hasValueSatisfying(policy -> assertThat(policy).contains("default-src 'none'"));
    }

    @Test
    void H1_a_follower_is_told_everything_first_then_each_event_at_once() throws Exception {
        Connection connection = registry.connect(server.uri());
        try (RawHttp follower = new RawHttp(dashboard.port())) {
            follower.send("GET /api/events HTTP/1.1\r\nHost: localhost\r\n\r\n");
            String snapshot = follower.until("\n\n");
            assertThat(snapshot).contains("text/event-stream").contains("\"event\": \"Opened\"");
            await().until(() -> get("/api/history").body().contains("default")); // it follows the connection by then
            connection.close();

            assertThat(follower.until("\"event\": \"Closed\"")).contains("\"event\": \"Disconnecting\"");
            assertThat(follower.until("\"state\": \"CLOSED\"")).contains("event: status");
        }
    }

    @Test
    void H1_the_65th_follower_is_sent_away_and_let_in_when_one_has_gone() throws Exception {
        List<RawHttp> followers = new ArrayList<>();
        for (int at = 0; at < Dashboard.STREAMS; at++) {
            RawHttp follower = new RawHttp(dashboard.port());
            followers.add(follower.send("GET /api/events HTTP/1.1\r\nHost: localhost\r\n\r\n"));
            follower.until("event: snapshot");
        }
        HttpResponse<String> refused = get("/api/events");
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("retry-after")).hasValue("10");
        assertThat(get("/livez").statusCode()).isEqualTo(200);

        followers.remove(0).close();
        await().until(() -> {
            try (RawHttp next = new RawHttp(dashboard.port())) {
                return next.send("GET /api/events HTTP/1.1\r\nHost: localhost\r\n\r\n")
                        .until("\r\n")
                        .contains("200");
            }
        });
        for (RawHttp follower : followers) {
            follower.close();
        }
    }

    @Test
    void H1_a_thousand_idle_and_half_spoken_clients_do_not_stop_the_probes() throws Exception {
        List<RawHttp> idle = new ArrayList<>();
        for (int at = 0; at < 1000; at++) {
            RawHttp client = new RawHttp(dashboard.port());
            idle.add(at % 2 == 0 ? client : client.send("GET /readyz HTTP/1.1\r\nHost: loc"));
        }
        long[] took = new long[100];
        for (int at = 0; at < took.length; at++) {
            long begun = System.nanoTime();
            assertThat(get("/livez").statusCode()).isEqualTo(200);
            took[at] = System.nanoTime() - begun;
        }
        Arrays.sort(took);
        assertThat(Duration.ofNanos(took[50])).isLessThan(Duration.ofMillis(100));
        for (RawHttp client : idle) {
            client.close();
        }
    }

    @Test
    void H1_a_follower_that_reads_nothing_does_not_hold_up_the_others_and_is_cut() throws Exception {
        for (int at = 0; at < 40; at++) {
            registry.connection("connection-" + at);
        }
        try (RawHttp deaf = new RawHttp(dashboard.port())) {
            deaf.send("GET /api/events HTTP/1.1\r\nHost: localhost\r\n\r\n");
            deaf.until("event: snapshot");
            Connection connection = registry.connect(server.uri());
            await().until(() -> get("/api/history").body().contains("default"));
            await().atMost(Duration.ofSeconds(35))
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> {
                        connection.close();
                        connection.open();
                        return dashboard.followers() == 0;
                    });
            assertThat(get("/readyz").statusCode()).isEqualTo(503);
        }
    }

    @Test
    void H1_what_cannot_be_read_gets_a_clear_refusal_and_an_end() throws Exception {
        assertThat(raw("GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"))
                .contains("421")
                .contains("names another host");
        assertThat(raw("BOGUS\r\n\r\n")).contains("400").contains("no HTTP request");
        assertThat(raw("GET /" + "x".repeat(5000) + " HTTP/1.1\r\n\r\n")).contains("414");
        assertThat(raw("GET / HTTP/1.1\r\nX: " + "y".repeat(9000) + "\r\n\r\n")).contains("431");
        assertThat(raw("GET /%zz HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                .contains("400")
                .contains("decoded");
        assertThat(raw("POST /livez HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"))
                .contains("413");
        assertThat(raw("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999\r\n\r\n"))
                .contains("413");
        assertThat(get("/nothing").statusCode()).isEqualTo(404);
        assertThat(get("/../../etc/passwd").statusCode()).isEqualTo(404);
        assertThat(get("/metrics").statusCode()).isEqualTo(404);
        assertThat(send("DELETE", "/api/connections").statusCode()).isEqualTo(405);
        assertThat(get("/api/connections/default/ping").statusCode()).isEqualTo(405);
        assertThat(get("/nothing").body()).contains("error").contains("fix").doesNotContain("Exception");
    }

    private String raw(String request) throws IOException {
        try (RawHttp client = new RawHttp(dashboard.port())) {
            return client.send(request).all();
        }
    }

    @Test
    void H1_a_client_that_asks_on_and_takes_no_answer_is_cut_before_much_is_kept_for_it() throws Exception {
        try (RawHttp deaf = new RawHttp(dashboard.port())) {
            long taken = 0;
            try {
                for (int turn = 0; turn < 20_000; turn++) {
                    deaf.send("GET /uplot.js HTTP/1.1\r\nHost: localhost\r\n\r\n");
                }
                taken = deaf.all().length();
            } catch (IOException cut) {
                // The end came while it was still asking.
            }
            assertThat(taken).as("of a gigabyte").isLessThan(50_000_000);
        }
        assertThat(get("/livez").statusCode()).isEqualTo(200);
    }

    @Test
    void H1_a_token_is_asked_for_by_everything_but_the_probes() throws Exception {
        restart(Dashboard.of(registry).token(TOKEN));
        registry.connect(server.uri());

        assertThat(get("/livez").statusCode()).isEqualTo(200);
        assertThat(get("/readyz?verbose").body()).isEqualTo("ok\n");
        for (String path : List.of("/", "/app.js", "/api/connections", "/api/events", "/api/history", "/metrics")) {
            assertThat(get(path).statusCode()).as(path).isEqualTo(401);
            assertThat(get(path, "Authorization", "Bearer wrong").statusCode())
                    .as(path)
                    .isEqualTo(401);
        }
        assertThat(get("/?token=wrong").statusCode()).isEqualTo(401);
        assertThat(get("/api/connections", "Authorization", "Bearer " + TOKEN).statusCode())
                .isEqualTo(200);
        assertThat(get("/readyz?verbose", "Authorization", "Bearer " + TOKEN).body())
                .contains("default: UP");
        HttpResponse<String> welcome = get("/?token=" + TOKEN);
        assertThat(welcome.statusCode()).isEqualTo(303);
        String cookie = welcome.headers().firstValue("set-cookie").orElseThrow();
        assertThat(cookie).contains("HttpOnly").contains("SameSite=Strict");
        assertThat(get("/", "Cookie", cookie.split(";")[0]).body()).contains("<title>Meerkat</title>");
    }

    @Test
    void H1_actions_are_off_unless_asked_for_and_other_sites_cannot_call_them() throws Exception {
        Connection connection = registry.connect(server.uri());
        String close = "/api/connections/default/close";
        assertThat(send("POST", close, "x-meerkat", "1").statusCode()).isEqualTo(403);
        restart(Dashboard.of(registry).actions(true));
        assertThat(send("POST", close).statusCode())
                .as("a form of another site")
                .isEqualTo(403);
        assertThat(send("POST", close, "x-meerkat", "1", "Origin", "http://evil.example")
                        .statusCode())
                .isEqualTo(403);
        assertThat(get(close).statusCode()).isEqualTo(405);
        assertThat(connection.state()).isEqualTo(ConnectionState.CONNECTED);

        assertThat(send("POST", "/api/connections/default/ping", "x-meerkat", "1")
                        .body())
                .contains("answered after");
        assertThat(send("POST", close, "x-meerkat", "1").statusCode()).isEqualTo(200);
        assertThat(connection.state()).isEqualTo(ConnectionState.CLOSED);
        assertThat(send("POST", "/api/connections/default/open", "x-meerkat", "1")
                        .body())
                .contains("CONNECTED");
        assertThat(send("POST", "/api/connections/default/indexes", "x-meerkat", "1")
                        .body())
                .contains("there is no model");
        assertThat(send("POST", "/api/connections/default/bogus", "x-meerkat", "1")
                        .statusCode())
                .isEqualTo(404);
        assertThat(send("POST", "/api/connections/nobody/close", "x-meerkat", "1")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void H3_metrics_are_served_where_there_are_some() throws Exception {
        restart(Dashboard.of(registry).metrics(() -> "up 1\n"));

        assertThat(get("/metrics").body()).isEqualTo("up 1\n");
    }

    @Test
    void H1_a_dashboard_open_to_the_network_needs_a_token_and_a_taken_port_is_told() {
        assertThatThrownBy(() -> Dashboard.of(registry).host("0.0.0.0").start())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("set a token");
        assertThatThrownBy(() -> Dashboard.of(registry).port(dashboard.port()).start())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("another port");
        assertThatThrownBy(() -> Dashboard.of(registry).token("short")).hasMessageContaining("16 characters");
        assertThatThrownBy(() -> Dashboard.of(registry).port(70000)).hasMessageContaining("0 to 65535");
    }

    @Test
    void H1_a_closed_dashboard_leaves_no_thread() {
        dashboard.close();

        await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("meerkat-dashboard")));
    }

    @Test
    void H1_a_closed_dashboard_leaves_no_client_waiting() throws Exception {
        try (RawHttp client = new RawHttp(dashboard.port())) {
            client.send("GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n").until("ok\n");
            dashboard.close();

            assertThat(client.all()).as("an end").isEmpty();
        }
    }

    @Test
    void H1_a_connection_that_comes_while_somebody_follows_is_told_from_its_first_event() throws Exception {
        try (RawHttp follower = new RawHttp(dashboard.port())) {
            follower.send("GET /api/events HTTP/1.1\r\nHost: localhost\r\n\r\n");
            follower.until("event: snapshot");

            Connection late = registry.createConnection(
                    "late", ConnectionOptions.builder().uri(server.uri()).build());
            late.open();

            long last = late.timeline().get(late.timeline().size() - 1).sequence();
            String told = follower.until("{\"connection\": \"late\", \"sequence\": " + last + ",");
            for (long sequence = 1; sequence < last; sequence++) {
                assertThat(told).containsOnlyOnce("\"connection\": \"late\", \"sequence\": " + sequence + ",");
            }
        }
    }

    @Test
    void H3_a_slow_scrape_holds_up_neither_probes_nor_itself_without_end() throws Exception {
        CountDownLatch slow = new CountDownLatch(1);
        restart(Dashboard.of(registry).metrics(() -> {
            try {
                slow.await();
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
            return "a_meter 1\n";
        }));
        List<RawHttp> scrapers = new ArrayList<>();
        try {
            for (int i = 0; i < 9; i++) { // one is read, eight wait
                scrapers.add(new RawHttp(dashboard.port()).send("GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n"));
            }
            for (RawHttp scraper : scrapers) {
                scraper.send("GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n"); // waits for its turn, as it must
            }
            assertThat(get("/livez").statusCode()).isEqualTo(200);
            await().until(() -> get("/metrics").statusCode() == 503);

            slow.countDown();

            for (RawHttp scraper : scrapers) {
                assertThat(scraper.answer()).contains("a_meter 1");
                assertThat(scraper.answer()).endsWith("ok\n");
            }
        } finally {
            slow.countDown();
            for (RawHttp scraper : scrapers) {
                scraper.close();
            }
        }
    }

    @Test
    void H3_meters_that_cannot_be_read_are_told_without_a_stack_trace() throws Exception {
        restart(Dashboard.of(registry).metrics(() -> {
            throw new IllegalStateException("broken by the test");
        }));

        assertThat(get("/metrics").statusCode()).isEqualTo(500);
        assertThat(get("/metrics").body()).contains("application's log").doesNotContain("IllegalState");
    }

    @Test
    void H1_requests_sent_together_are_answered_in_their_order() throws Exception {
        try (RawHttp client = new RawHttp(dashboard.port())) {
            client.send("GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n"
                    + "GET /readyz HTTP/1.1\r\nHost: localhost\r\n\r\nnonsense\r\n\r\n");

            assertThat(client.all())
                    .containsSubsequence("HTTP/1.1 200", "ok\n", "HTTP/1.1 200", "HTTP/1.1 400", "no HTTP request");
        }
        try (RawHttp client = new RawHttp(dashboard.port())) {
            client.send("GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n"
                    + "GET /api/events HTTP/1.1\r\nHost: localhost\r\n\r\n");

            assertThat(client.answer()).startsWith("HTTP/1.1 200").endsWith("ok\n");
            assertThat(client.until("event: snapshot")).contains("text/event-stream");
        }
    }

    @Test
    void H1_a_request_that_comes_in_drops_is_cut() throws Exception {
        try (RawHttp client = new RawHttp(dashboard.port())) {
            client.send("GET /livez HTTP/1.1\r\nHost: localhost\r\nx: ");
            await().atMost(Duration.ofSeconds(20))
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> {
                        try {
                            client.send("x");
                            return false;
                        } catch (IOException cut) {
                            return true;
                        }
                    });
        }
    }

    @Test
    void H1_a_token_must_fit_a_cookie_and_leaves_the_address_whenever_it_stands_there() throws Exception {
        assertThatThrownBy(() -> Dashboard.of(registry).token("0123456789abcdef;no"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no cookie takes")
                .hasMessageNotContaining("0123456789");
        String token = "0123456789abc+/def==";
        restart(Dashboard.of(registry).token(token));

        HttpResponse<String> welcome = get("/?token=" + token);

        assertThat(welcome.statusCode()).isEqualTo(303);
        String cookie = welcome.headers().firstValue("set-cookie").orElseThrow().split(";")[0];
        assertThat(get("/", "Cookie", cookie).statusCode()).isEqualTo(200);
        assertThat(get("/?token=" + token, "Cookie", cookie).statusCode()).isEqualTo(303);
    }

    @Test
    void H1_a_stream_has_no_head() throws Exception {
        assertThat(send("HEAD", "/api/events").statusCode()).isEqualTo(405);
    }

    @Test
    void H1_more_clients_than_the_process_can_spare_sockets_for_are_not_let_in() throws Exception {
        Dashboard.Builder narrow = Dashboard.of(registry);
        narrow.mostClients = 2;
        restart(narrow);
        String live = "GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n";
        try (RawHttp first = new RawHttp(dashboard.port());
                RawHttp second = new RawHttp(dashboard.port())) {
            assertThat(first.send(live).answer()).endsWith("ok\n");
            assertThat(second.send(live).answer()).endsWith("ok\n");
            try (RawHttp third = new RawHttp(dashboard.port())) {
                assertThat(third.all()).isEmpty();
            }
        }
        await().ignoreExceptions().until(() -> get("/livez").statusCode() == 200);
    }
}
