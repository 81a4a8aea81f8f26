package dev.meerkat.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.meerkat.Connection;
import dev.meerkat.ConnectionRegistry;
import dev.meerkat.lab.EmbeddedServer;
import dev.meerkat.options.ConnectionOptions;
import dev.meerkat.stats.PoolFigures;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** H3: names, tags and values of the meters, and when they come and go. */
@Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MeerkatMetricsTest {
    private final EmbeddedServer server = EmbeddedServer.start();
    private final ConnectionRegistry connections = new ConnectionRegistry();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final MeerkatMetrics metrics = MeerkatMetrics.of(connections);

    @AfterEach
    void end() {
        metrics.close();
        connections.close();
        server.close();
    }

    private Connection connect() {
        return connections.connect(
                ConnectionOptions.builder().uri(server.uri()).maxPoolSize(7).build());
    }

    private Set<String> names() {
        return registry.getMeters().stream()
                .map(meter -> meter.getId().getName())
                .filter(name -> !name.endsWith(".histogram")) // how a registry without histograms keeps buckets
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void H3_every_meter_of_the_list_is_registered_with_its_kind_unit_and_tags_and_no_other() {
        connect();
        metrics.bindTo(registry);
        connections.connection().model("Any", Document.class); // an event after binding

        await().until(() -> names().contains(MeterName.EVENTS.meter()));
        assertThat(names())
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(MeterName.values()).map(MeterName::meter).toList());
        for (MeterName name : MeterName.values()) {
            assertThat(registry.getMeters())
                    .filteredOn(meter -> meter.getId().getName().equals(name.meter()))
                    .isNotEmpty()
                    .allSatisfy(meter -> assertIs(name, meter.getId()));
        }
    }

    private static void assertIs(MeterName name, Meter.Id id) {
        assertThat(id.getTags()).extracting("key").containsExactlyInAnyOrderElementsOf(name.tags());
        assertThat(id.getType().name()).as(name.meter()).isEqualTo(name.kind().name());
        String unit = name.kind() == MeterKind.TIMER ? "seconds" : name.unit().isEmpty() ? null : name.unit();
        assertThat(id.getBaseUnit()).as(name.meter()).isEqualTo(unit);
        assertThat(id.getDescription()).isEqualTo(name.meaning());
    }

    @Test
    void H3_values_are_those_of_the_status() {
        Connection connection = connect();
        metrics.bindTo(registry);
        for (int turn = 0; turn < 5; turn++) {
            connection.database().getCollection("m").insertOne(new Document());
        }

        String pool = "default@" + server.host() + ":" + server.port();
        assertThat(registry.get("db.client.connection.max")
                        .tag("db.client.connection.pool.name", pool)
                        .gauge()
                        .value())
                .isEqualTo(7);
        assertThat(registry.get("db.client.connection.count")
                        .tag("db.client.connection.state", "idle")
                        .gauge()
                        .value())
                .isEqualTo(connection.status().pools().get(0).idle());
        assertThat(registry.get("db.client.connection.wait_time").timer().count())
                .isEqualTo(5);
        assertThat(registry.get("db.client.connection.use_time").timer().totalTime(TimeUnit.NANOSECONDS))
                .isPositive();
        assertThat(registry.get("meerkat.connection.state")
                        .tag("state", "CONNECTED")
                        .gauge()
                        .value())
                .isEqualTo(1);
        assertThat(registry.get("meerkat.connection.health").gauge().value()).isZero();
        assertThat(registry.get("mongodb.driver.pool.size")
                        .tag("client.name", "default")
                        .gauge()
                        .value())
                .isEqualTo(connection.status().pools().get(0).size());
    }

    @Test
    void H3_meters_of_a_pool_go_when_the_connection_is_closed_and_come_when_it_is_opened() {
        Connection connection = connect();
        metrics.bindTo(registry);
        connection.close();

        assertThat(names()).noneMatch(name -> name.startsWith("mongodb.driver") || name.startsWith("db.client"));
        assertThat(registry.get("meerkat.connection.state")
                        .tag("state", "CLOSED")
                        .gauge()
                        .value())
                .isEqualTo(1);
        connection.open();
        assertThat(names()).contains("mongodb.driver.pool.size", "db.client.connection.count");
    }

    @Test
    void H3_meters_of_a_connection_follow_the_registry_and_all_of_them_go_on_close() {
        metrics.bindTo(registry);
        assertThat(names()).isEmpty();
        connections.createConnection("late", server.uri());
        await().until(() -> names().contains("meerkat.connection.state"));

        connections.remove("late");
        await().until(() -> names().isEmpty());

        connect();
        await().until(() -> names().contains("mongodb.driver.pool.size"));
        metrics.close();
        assertThat(names()).isEmpty();
        await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("meerkat-meters"));
    }

    @Test
    void H3_a_scrape_of_prometheus_reads_well() throws Exception {
        PrometheusMeterRegistry prometheus = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        Connection connection = connect();
        metrics.bindTo(prometheus);
        for (int turn = 0; turn < 5; turn++) {
            connection.database().getCollection("m").insertOne(new Document());
        }
        String text = prometheus.scrape();

        PrometheusText read = PrometheusText.read(text);
        assertThat(read.value("mongodb_driver_pool_size")).isEqualTo(1);
        assertThat(read.value("mongodb_driver_pool_checkoutfailed_total")).isZero();
        assertThat(read.value("db_client_connection_wait_time_seconds_count")).isEqualTo(5);
        assertThat(read.samples("db_client_connection_use_time_seconds_bucket")).hasSize(10);
        assertThat(read.samples("db_client_connection_count"))
                .extracting(PrometheusText.Sample::labels)
                .contains(Map.of(
                        "db_client_connection_state",
                        "used",
                        "db_client_connection_pool_name",
                        "default@" + server.host() + ":" + server.port()));
        Promtool.check(text, "check", "metrics");
    }

    @Test
    void H3_commands_are_timed_under_micrometers_name_with_the_connections_name() {
        Connection connection = connections.connect(ConnectionOptions.builder()
                .uri(server.uri())
                .customize(settings -> settings.addCommandListener(MeerkatMetrics.commands(registry, "default")))
                .build());
        connection.database().getCollection("named").insertOne(new Document());

        assertThat(registry.get("mongodb.driver.commands")
                        .tags("client.name", "default", "command", "insert", "collection", "named")
                        .timer()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void H3_one_connection_may_be_bound_alone() {
        connect();
        connections.createConnection("other", server.uri());
        try (MeerkatMetrics alone = MeerkatMetrics.of(connections.connection("other"))) {
            alone.bindTo(registry);
            assertThat(registry.getMeters())
                    .filteredOn(meter -> meter.getId().getTag("client.name") != null)
                    .extracting(meter -> meter.getId().getTag("client.name"))
                    .containsOnly("other");
        }
        assertThat(names()).isEqualTo(Set.copyOf(List.of()));
    }

    @Test
    void H3_counters_go_on_counting_after_a_garbage_collection() {
        Connection connection = connect();
        metrics.bindTo(registry);
        connection.database().getCollection("m").insertOne(new Document());
        long before = connection.status().pools().get(0).checkouts();
        collect();

        for (int turn = 0; turn < 5; turn++) {
            connection.database().getCollection("m").insertOne(new Document());
        }
        PoolFigures pool = connection.status().pools().get(0);
        assertThat(pool.checkouts()).isGreaterThanOrEqualTo(before + 5);
        assertThat(registry.get("meerkat.pool.checkouts").functionCounter().count())
                .isEqualTo(pool.checkouts());
        assertThat(registry.get("meerkat.pool.opened").functionCounter().count())
                .isEqualTo(pool.created());
        assertThat(registry.get("db.client.connection.max").gauge().value()).isEqualTo(7);
    }

    /** Returns once what is weakly held has gone. */
    private static void collect() {
        WeakReference<Object> weak = new WeakReference<>(new Object());
        await().until(() -> {
            System.gc();
            return weak.refersTo(null);
        });
    }

    @Test
    void H3_timers_count_what_the_pool_counts_from_its_first_socket_on() {
        Connection connection = connections.connection();
        metrics.bindTo(registry);
        connection.open(ConnectionOptions.builder().uri(server.uri()).build());
        for (int turn = 0; turn < 100; turn++) {
            connection.database().getCollection("m").insertOne(new Document());
        }

        await().untilAsserted(() -> {
            PoolFigures pool = connection.status().pools().get(0);
            assertThat(pool.checkouts()).isGreaterThanOrEqualTo(100);
            assertThat(count("create_time")).isEqualTo(pool.created()).isPositive();
            assertThat(count("wait_time")).isEqualTo(pool.checkouts());
            assertThat(count("use_time")).isEqualTo(pool.checkouts());
        });
    }

    private long count(String timer) {
        return registry.get("db.client.connection." + timer).timer().count();
    }

    @Test
    void H3_a_registry_that_refuses_meters_for_a_while_has_them_afterwards() {
        AtomicBoolean refusing = new AtomicBoolean();
        AtomicInteger refused = new AtomicInteger();
        registry.config().meterFilter(new MeterFilter() {
            @Override
            public Meter.Id map(Meter.Id id) {
                if (refusing.get()) {
                    refused.incrementAndGet();
                    throw new IllegalStateException("refused by the test");
                }
                return id;
            }
        });
        metrics.bindTo(registry);
        refusing.set(true);

        connect();

        await().until(() -> refused.get() >= 2); // the second is of a later refresh: the first one's failure ended it
        refusing.set(false);
        await().until(() -> names().contains("meerkat.connection.state"));
    }
}
