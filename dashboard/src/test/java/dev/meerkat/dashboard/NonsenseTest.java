package dev.meerkat.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meerkat.ConnectionRegistry;
import dev.meerkat.ConnectionState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** H1: seeded nonsense in every path, header and query gets an answer that says what is wrong, or an end; never a stack, a hang or a 5xx. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class NonsenseTest {
    private static final long SEED = 20_261_126;
    private static final int TURNS = 12;
    private static final String TOKEN = "0123456789abcdef-token";
    private static final List<String> PATHS = List.of(
            "/",
            "/livez",
            "/readyz",
            "/startupz",
            "/metrics",
            "/app.js",
            "/api/connections",
            "/api/events",
            "/api/history",
            "/api/connections/default/close",
            "/nothing");
    private static final List<String> HEADERS = List.of(
            "Host",
            "Authorization",
            "Cookie",
            "Origin",
            "Content-Length",
            "Transfer-Encoding",
            "Connection",
            "Accept",
            "X-Meerkat",
            "Expect",
            "Upgrade");
    private static final List<String> METHODS =
            List.of("GET", "HEAD", "POST", "PUT", "OPTIONS", "get", "TRACE", "G\u00e9T");

    private final ConnectionRegistry registry = new ConnectionRegistry();
    private final Random random = new Random(SEED);
    private Dashboard dashboard;

    @BeforeEach
    void begin() {
        registry.connection();
        dashboard = Dashboard.of(registry).actions(true).metrics(() -> "up 1\n").start();
    }

    @AfterEach
    void end() {
        dashboard.close();
        registry.close();
    }

    private String noise(int most) {
        byte[] bytes = new byte[random.nextInt(most)];
        random.nextBytes(bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private <T> T any(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private static String request(String line, String... headers) {
        return line + " HTTP/1.1\r\n" + String.join("\r\n", headers) + "\r\n\r\n";
    }

    private String nonsenseIn(String part) {
        String path = any(PATHS);
        String host = "Host: localhost";
        return switch (part) {
            case "path" -> request(any(METHODS) + " " + path + noise(40), host);
            case "query" ->
                request(any(METHODS) + " " + path + "?" + noise(40) + "=" + noise(20) + "&token=" + noise(20), host);
            case "header value" -> request(any(METHODS) + " " + path, host, any(HEADERS) + ": " + noise(60));
            case "header name" -> request(any(METHODS) + " " + path, host, noise(30) + ": " + noise(30));
            default -> noise(200) + "\r\n\r\n";
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"path", "query", "header value", "header name", "everything"})
    void H1_nonsense_gets_an_answer_that_says_what_is_wrong(String part) throws IOException {
        for (int turn = 0; turn < TURNS * PATHS.size(); turn++) {
            judge(nonsenseIn(part), "seed " + SEED + ", " + part + ", turn " + turn);
        }
        assertThat(registry.connections()).hasSize(1);
        assertThat(registry.connection().state()).isEqualTo(ConnectionState.NEW);
        judge(request("GET /livez", "Host: localhost"), "after all of it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"query", "header value"})
    void H1_nonsense_opens_no_door_that_asks_for_a_token(String part) throws IOException {
        dashboard.close();
        dashboard = Dashboard.of(registry).token(TOKEN).start();
        for (int turn = 0; turn < TURNS * PATHS.size(); turn++) {
            String request = nonsenseIn(part);
            String answer = answer(request);
            boolean probe = request.matches("(?s)\\w+ /(livez|readyz|startupz).*");
            assertThat(answer)
                    .as("seed " + SEED + ", turn " + turn + " " + request)
                    .matches(probe ? "(?s).*" : "(?s)(HTTP/1\\.1 4.*)?");
        }
    }

    /** Nothing at all is an answer only to what is no request: then the client ends its half, and so does the server. */
    private void judge(String request, String which) throws IOException {
        String answer = answer(request);
        if (answer.isEmpty()) {
            assertThat(request).as(which).doesNotContain("HTTP/1.1");
            return;
        }
        assertThat(answer)
                .as(which + " " + request)
                .matches("(?s)HTTP/1\\.1 (200|409|4\\d\\d|503) .*")
                .doesNotContain("Exception")
                .doesNotContain("\tat ");
        String body = answer.substring(answer.indexOf("\r\n\r\n") + 4);
        if (answer.startsWith("HTTP/1.1 4") && !request.startsWith("HEAD")) {
            assertThat(Document.parse(body)).as(which + " " + answer).containsOnlyKeys("error", "fix");
        }
    }

    /** The first answer: its head, and the body that the head announces. Empty if there is an end instead. */
    private String answer(String request) throws IOException {
        try (RawHttp client = new RawHttp(dashboard.port())) {
            client.send(request).sentAll();
            String head = client.head();
            boolean body = !request.startsWith("HEAD") && head.contains("content-length: ");
            return body ? head + client.body(head) : head;
        }
    }
}
