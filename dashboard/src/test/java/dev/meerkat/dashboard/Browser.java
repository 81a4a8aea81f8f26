package dev.meerkat.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/** A headless Chromium, driven through chromedriver by the WebDriver protocol; both are Debian's packages of these names. */
final class Browser implements AutoCloseable {
    private final HttpClient client = HttpClient.newHttpClient();
    private final Process driver;
    private final URI base;
    private final String session;

    private Browser(Path chromedriver) throws IOException, InterruptedException {
        Path log = Files.createTempFile("chromedriver", ".log");
        driver = new ProcessBuilder(chromedriver.toString(), "--port=0")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        base = URI.create("http://127.0.0.1:" + port(log) + "/");
        Document options = new Document(
                "args",
                List.of(
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--window-size=1280,1000",
                        "--enable-precise-memory-info",
                        "--js-flags=--expose-gc",
                        "--no-first-run"));
        Document wanted = new Document("browserName", "chrome")
                .append("goog:chromeOptions", options)
                .append("goog:loggingPrefs", new Document("browser", "ALL"));
        Document made =
                (Document) call("POST", "session", new Document("capabilities", new Document("alwaysMatch", wanted)));
        session = "session/" + made.getString("sessionId") + "/";
    }

    /** Starts one; aborts the test, or fails it where the test server is required, if the packages are not installed. */
    static Browser start() throws IOException, InterruptedException {
        Optional<Path> chromedriver = Arrays.stream(
                        System.getenv().getOrDefault("PATH", "").split(":"))
                .map(folder -> Path.of(folder, "chromedriver"))
                .filter(Files::isExecutable)
                .findFirst();
        if (chromedriver.isEmpty()) {
            String absence = "no chromedriver on the path (Debian: chromium-driver), so nobody looked at the page";
            assertThat(System.getenv("MEERKAT_REQUIRE_SERVER")).as(absence).isNotEqualTo("true");
            Assumptions.abort(absence);
        }
        return new Browser(chromedriver.get());
    }

    private static int port(Path log) {
        Pattern line = Pattern.compile("started successfully on port (\\d+)");
        String told = await().atMost(Duration.ofSeconds(20))
                .until(() -> Files.readString(log), text -> line.matcher(text).find());
        Matcher found = line.matcher(told);
        assertThat(found.find()).isTrue();
        return Integer.parseInt(found.group(1));
    }

    private @Nullable Object call(String method, String path, @Nullable Document body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(base.resolve(path))
                .timeout(Duration.ofSeconds(20))
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body.toJson()))
                .build();
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Document.parse(answer.body()).get("value");
    }

    void open(URI page) throws IOException, InterruptedException {
        call("POST", session + "url", new Document("url", page.toString()));
    }

    /** Lets the page believe that the system wants dark colours, or light ones. */
    void dark(boolean wanted) throws IOException, InterruptedException {
        Document scheme = new Document("name", "prefers-color-scheme").append("value", wanted ? "dark" : "light");
        call(
                "POST",
                session + "goog/cdp/execute",
                new Document("cmd", "Emulation.setEmulatedMedia")
                        .append("params", new Document("features", List.of(scheme))));
    }

    /** Runs a function's body in the page and returns what it returns. */
    @Nullable
    Object run(String script) throws IOException, InterruptedException {
        return call("POST", session + "execute/sync", new Document("script", script).append("args", List.of()));
    }

    /** Runs a function's body whose last argument is to be called with the result. */
    @Nullable
    Object runLater(String script) throws IOException, InterruptedException {
        return call("POST", session + "execute/async", new Document("script", script).append("args", List.of()));
    }

    /** The text of all elements that a selector finds. */
    String text(String selector) throws IOException, InterruptedException {
        return String.valueOf(run(
                "return [...document.querySelectorAll('" + selector + "')].map(each => each.textContent).join('\\n')"));
    }

    /** What the page has written to the console since the last question. */
    List<Document> console() throws IOException, InterruptedException {
        Object lines = call("POST", session + "se/log", new Document("type", "browser"));
        return ((List<?>) lines).stream().map(Document.class::cast).toList();
    }

    /** Every address that anything was loaded from. */
    List<String> loaded() throws IOException, InterruptedException {
        Object names = run("return performance.getEntriesByType('resource').map(each => each.name)");
        return ((List<?>) names).stream().map(String::valueOf).toList();
    }

    @Override
    public void close() throws IOException {
        try {
            call("DELETE", session.substring(0, session.length() - 1), null);
            driver.destroy();
            driver.waitFor(5, TimeUnit.SECONDS);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        } finally {
            driver.destroyForcibly();
        }
    }
}
