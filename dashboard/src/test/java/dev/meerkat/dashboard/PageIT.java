package dev.meerkat.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.meerkat.Connection;
import dev.meerkat.ConnectionRegistry;
import dev.meerkat.event.Closed;
import dev.meerkat.event.ConnectionEvent;
import dev.meerkat.event.Disconnected;
import dev.meerkat.event.Disconnecting;
import dev.meerkat.event.Reconnected;
import dev.meerkat.lab.EmbeddedServer;
import dev.meerkat.options.ConnectionOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** H1: the page in a real browser. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PageIT {
    private final EmbeddedServer server = EmbeddedServer.start();
    private final ConnectionRegistry registry = new ConnectionRegistry();
    private final BlockingQueue<ConnectionEvent> told = new LinkedBlockingQueue<>();
    private Dashboard dashboard;
    private Browser browser;

    @BeforeAll
    void open() throws Exception {
        browser = Browser.start();
        dashboard = Dashboard.of(registry).start();
        registry.connection().on(ConnectionEvent.class, told::add);
        registry.connect(ConnectionOptions.builder()
                .uri(server.uri())
                .heartbeatFrequency(Duration.ofMillis(500))
                .build());
        browser.open(dashboard.uri());
        shows("#verdict", "UP");
    }

    @AfterEach
    void nothing_was_loaded_from_elsewhere_and_nothing_went_wrong() throws Exception {
        assertThat(browser.loaded())
                .isNotEmpty()
                .allMatch(address -> address.startsWith(dashboard.uri().toString()));
        assertThat(browser.console())
                .filteredOn(line -> !line.getString("message").contains("ERR_CONNECTION_REFUSED")
                        && !line.getString("message").contains("ERR_INCOMPLETE_CHUNKED_ENCODING")
                        && !line.getString("message").contains("ERR_CONNECTION_RESET")
                        && !line.getString("message").contains("ERR_EMPTY_RESPONSE"))
                .as("but for the dashboard that was restarted")
                .isEmpty();
    }

    @AfterAll
    void end() throws Exception {
        if (browser != null) {
            browser.close();
        }
        if (dashboard != null) {
            dashboard.close();
        }
        registry.close();
        server.close();
    }

    private <E extends ConnectionEvent> E awaits(Class<E> type) throws InterruptedException {
        for (ConnectionEvent event = told.poll(20, TimeUnit.SECONDS);
                event != null;
                event = told.poll(20, TimeUnit.SECONDS)) {
            if (type.isInstance(event)) {
                return type.cast(event);
            }
        }
        throw new AssertionError("no " + type.getSimpleName());
    }

    private void shows(String selector, String text) {
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> browser.text(selector).contains(text));
    }

    /** The page's own clock says when it had shown it. */
    private void showsWithinASecond(ConnectionEvent event, String text) throws Exception {
        shows("#events", text);
        Object late = browser.run(
                "const at = [...document.querySelectorAll('#events li')].find(each => each.textContent.includes('"
                        + text
                        + "')); return at ? Number(at.dataset.shown) - new Date(at.querySelector('time').dateTime) : -1");
        assertThat(((Number) late).longValue())
                .as(event.name() + " shown after")
                .isBetween(0L, 1000L);
    }

    @Test
    void H1_a_kill_a_recovery_and_a_close_are_shown_within_a_second() throws Exception {
        Connection connection = registry.connection();
        server.kill();
        Disconnected lost = awaits(Disconnected.class);
        showsWithinASecond(lost, "Disconnectedoutage");
        shows("#verdict", "DOWN");
        shows("#about", "OUTAGE");
        assertThat(browser.text(".diagnosis")).contains("Fix:");
        server.restart();
        showsWithinASecond(awaits(Reconnected.class), "Reconnected");
        shows("#verdict", "UP");

        connection.close();
        showsWithinASecond(awaits(Disconnecting.class), "Disconnecting");
        showsWithinASecond(awaits(Closed.class), "Closed");
        shows("#about", "CLOSED");
        connection.open();
        shows("#verdict", "UP");
    }

    @Test
    void H1_charts_are_drawn_and_figures_grow() throws Exception {
        for (int turn = 0; turn < 50; turn++) {
            registry.connection().database().getCollection("page").insertOne(new Document());
        }
        shows("#pools", "lent");
        assertThat(browser.run("return document.querySelectorAll('#charts canvas').length"))
                .isEqualTo(5);
        assertThat(browser.run("return document.querySelectorAll('svg.topology circle').length"))
                .isEqualTo(2);
    }

    @Test
    void H1_the_page_comes_back_by_itself_when_the_dashboard_does() throws Exception {
        int port = dashboard.port();
        dashboard.close();
        shows("#link", "lost");
        dashboard = Dashboard.of(registry).port(port).start();
        shows("#link", "live");
    }

    @Test
    void H1_text_of_a_server_is_never_read_as_markup() throws Exception {
        registry.createConnection(
                "odd",
                ConnectionOptions.builder()
                        .uri("mongodb://127.0.0.1:1/")
                        .required(false)
                        .build());
        shows("#connections", "odd");
        browser.run("document.querySelector('[data-name=odd] button').click()");
        shows("#about", "odd");
        registry.remove("odd");
        await().until(() -> !browser.text("#connections").contains("odd"));
    }

    @Test
    void H1_axe_finds_no_serious_fault() throws Exception {
        Path axe = Path.of("..", ".meerkat", "axe", "axe.min.js");
        if (!Files.exists(axe)) {
            String absence = "axe-core is not there (scripts/fetch-axe.sh), so nobody judged the page's accessibility";
            assertThat(System.getenv("MEERKAT_REQUIRE_SERVER")).as(absence).isNotEqualTo("true");
            Assumptions.abort(absence);
        }
        assertThat(faults(axe)).isEmpty();
    }

    private List<String> faults(Path axe) throws IOException, InterruptedException {
        browser.run(Files.readString(axe));
        Object found = browser.runLater("const done = arguments[arguments.length - 1]; axe.run().then(result =>"
                + " done(result.violations.filter(each => ['serious', 'critical'].includes(each.impact))"
                + ".map(each => each.id + ': ' + each.nodes.map(node => node.html).join(' '))))");
        return ((List<?>) found).stream().map(String::valueOf).toList();
    }
}
