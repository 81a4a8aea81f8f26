package dev.meerkat.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.model.Indexes;
import dev.meerkat.Connection;
import dev.meerkat.ConnectionRegistry;
import dev.meerkat.event.ConnectionEvent;
import dev.meerkat.event.Disconnected;
import dev.meerkat.event.Disconnecting;
import dev.meerkat.event.Opened;
import dev.meerkat.event.PrimaryChanged;
import dev.meerkat.event.Reconfigured;
import dev.meerkat.event.Reconnected;
import dev.meerkat.lab.EmbeddedServer;
import dev.meerkat.lab.ProcessorPressure;
import dev.meerkat.lab.ScriptedReplicaSet;
import dev.meerkat.model.Model;
import dev.meerkat.model.Schema;
import dev.meerkat.options.ConnectionOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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

    /** What happens to a connection, and the event that tells it. */
    private interface Happening {
        ConnectionEvent happen() throws Exception;
    }

    /**
     * The page's own clock says when it had shown the event. A busy machine may hold up a browser; what is late three times of three is late.
     */
    private void showsWithinASecond(String text, Happening happening) throws Exception {
        long late = Long.MAX_VALUE;
        long limit = 0;
        for (int turn = 0; turn < 3 && late > limit; turn++) {
            ProcessorPressure pressure = ProcessorPressure.sinceNow();
            ConnectionEvent event = happening.happen();
            String found =
                    "[...document.querySelectorAll('#events li')].find(each => each.querySelector('time').dateTime === '"
                            + event.time() + "' && each.textContent.includes('" + text + "'))";
            await().atMost(Duration.ofSeconds(20))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> browser.run("return !!" + found), Boolean.TRUE::equals);
            late = ((Number) browser.run(
                            "return Number(" + found + ".dataset.shown) - new Date('" + event.time() + "')"))
                    .longValue();
            limit = pressure.allowing(Duration.ofSeconds(1)).toMillis();
        }
        assertThat(late).as("ms from %s to its being shown", text).isBetween(0L, limit);
    }

    private ConnectionEvent killed() throws InterruptedException {
        if (!registry.connection().status().writable()) {
            server.restart();
            awaits(Opened.class);
        }
        server.kill();
        return awaits(Disconnected.class);
    }

    @Test
    void H1_a_kill_a_recovery_and_a_drain_are_shown_within_a_second() throws Exception {
        Connection connection = registry.connection();
        showsWithinASecond("Disconnectedoutage", this::killed);
        shows("#verdict", "DOWN");
        shows("#about", "OUTAGE");
        assertThat(browser.text(".diagnosis")).contains("Fix:");
        server.restart();
        awaits(Opened.class);
        shows("#verdict", "UP");

        MongoCollection<Document> page = connection.database().getCollection("page");
        page.insertMany(List.of(new Document(), new Document()));
        showsWithinASecond("Disconnecting", () -> drained(connection, page));
        shows("#about", "CLOSED");
        shows("#events", "Drained");
        connection.open();
        shows("#verdict", "UP");
    }

    /** A close that waits for an open cursor; the page says so until it is done with. */
    private ConnectionEvent drained(Connection connection, MongoCollection<Document> page) throws Exception {
        connection.open();
        Disconnecting begun;
        CompletableFuture<?> closing;
        try (MongoCursor<Document> cursor = page.find().batchSize(1).cursor()) {
            cursor.next();
            closing = CompletableFuture.runAsync(connection::close);
            begun = awaits(Disconnecting.class);
            shows("#about", "Draining: 1 of 1 still in flight");
        }
        closing.get(20, TimeUnit.SECONDS);
        return begun;
    }

    @Test
    void H1_an_election_a_step_down_and_a_rotation_are_shown_within_a_second() throws Exception {
        try (ScriptedReplicaSet set = ScriptedReplicaSet.inFrontOf(server)) {
            set.electionDelay(Duration.ofHours(1));
            Connection connection = choose(set);
            showsWithinASecond("PrimaryChanged", () -> {
                set.handOver(set.secondaries().get(0), Duration.ofMillis(100));
                return awaits(PrimaryChanged.class);
            });
            await().untilAsserted(() -> assertThat(browser.text(".members li:first-child"))
                    .contains(set.primary().orElseThrow().address())
                    .contains("primary"));
            showsWithinASecond("Reconnected", () -> {
                set.stepDown();
                awaits(Disconnected.class);
                set.elect(set.secondaries().get(0));
                return awaits(Reconnected.class);
            });
            AtomicInteger size = new AtomicInteger(20);
            showsWithinASecond("maxPoolSize changed", () -> {
                connection.reconfigure(options -> options.maxPoolSize(size.incrementAndGet()));
                return awaits(Reconfigured.class);
            });
            shows("#pools", size + " at most");
        } finally {
            registry.remove("cluster");
        }
    }

    @Test
    void H1_models_are_shown_with_what_became_of_their_indexes() throws Exception {
        Model<Document> model = registry.connection()
                .model(
                        "Visit",
                        Schema.builder()
                                .field("at", Instant.class)
                                .index(Indexes.ascending("at"))
                                .build());
        model.awaitIndexes(Duration.ofSeconds(20));
        shows("#indexes", "Visit");
        shows("#indexes", "built at_1");
        assertThat(browser.text("[data-act=indexes]"))
                .as("nothing is asked of the server unless allowed")
                .isEmpty();
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
    void H1_a_page_that_holds_a_day_of_samples_takes_less_than_20_megabytes() throws Exception {
        Object bytes =
                browser.runLater("const done = arguments[arguments.length - 1]; import('/charts.js').then(charts => {"
                        + " const columns = length => Array.from({length: 6}, () => Array.from({length}, (_, at) => at + .5));"
                        + " for (const [range, length] of [['fine', 900], ['day', 2880]]) charts.keep(range, {default: columns(length)});"
                        + " charts.draw('default', 'day'); gc(); done(performance.memory.usedJSHeapSize); })");
        assertThat(((Number) bytes).longValue()).isBetween(1L, 20_000_000L);
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
        try (ScriptedReplicaSet set = ScriptedReplicaSet.inFrontOf(server)) {
            set.electionDelay(Duration.ofHours(1));
            choose(set);
            set.stepDown();
            awaits(Disconnected.class);
            shows("#about", "MK-NO-PRIMARY");
            for (boolean dark : new boolean[] {false, true}) {
                browser.dark(dark);
                assertThat(faults(axe)).as("dark: " + dark).isEmpty();
            }
        } finally {
            browser.dark(false);
            registry.remove("cluster");
        }
    }

    /** Opens a connection to a set and shows it. */
    private Connection choose(ScriptedReplicaSet set) throws Exception {
        Connection connection = registry.connection("cluster");
        connection.on(ConnectionEvent.class, told::add);
        connection.open(ConnectionOptions.builder()
                .uri(set.uri())
                .closeGrace(Duration.ofSeconds(1))
                .build());
        shows("#connections", "cluster");
        browser.run("document.querySelector('[data-name=cluster] button').click()");
        shows(".members", "secondary");
        await().until(() -> connection.status().members().stream()
                .allMatch(member -> member.roundTripTime().isPresent()));
        return connection;
    }

    private List<String> faults(Path axe) throws IOException, InterruptedException {
        browser.run(Files.readString(axe));
        Object found = browser.runLater("const done = arguments[arguments.length - 1]; axe.run().then(result =>"
                + " done(result.violations.filter(each => ['serious', 'critical'].includes(each.impact))"
                + ".map(each => each.id + ': ' + each.nodes.map(node => node.html).join(' '))))");
        return ((List<?>) found).stream().map(String::valueOf).toList();
    }
}
