package dev.meerkat.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meerkat.ConnectionRegistry;
import dev.meerkat.lab.EmbeddedServer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** H3: board, alert rules and the guide's table speak of meters that there are. */
class BoardTest {
    private static final Path DOCS = Path.of("..", "docs");
    private static final Path BOARD = DOCS.resolve("metrics/grafana-board.json");
    private static final Path RULES = DOCS.resolve("metrics/alerts.yml");
    private static final Pattern SERIES =
            Pattern.compile("\\b(?:meerkat|mongodb_driver|db_client)_[a-z_]+(?=[{\\[)\\s,])");

    /** Names of labels, which look like names of series. */
    private static final Set<String> LABELS = Set.of("db_client_connection_pool_name", "db_client_connection_state");

    private static Set<String> scraped() {
        PrometheusMeterRegistry prometheus = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        try (EmbeddedServer server = EmbeddedServer.start();
                ConnectionRegistry connections = new ConnectionRegistry();
                MeerkatMetrics metrics = MeerkatMetrics.of(connections)) {
            connections.connection();
            metrics.bindTo(prometheus);
            connections.connect(server.uri());
            return Set.copyOf(PrometheusText.read(prometheus.scrape()).names());
        }
    }

    private static Set<String> named(String text) {
        return SERIES.matcher(text)
                .results()
                .map(found -> found.group())
                .filter(name -> !LABELS.contains(name))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void H3_the_board_and_the_rules_name_only_series_of_a_scrape() throws IOException {
        Set<String> scraped = scraped();
        List<String> expressions = new java.util.ArrayList<>();
        Document board = Document.parse(Files.readString(BOARD));
        for (Document panel : board.getList("panels", Document.class)) {
            panel.getList("targets", Document.class).forEach(target -> expressions.add(target.getString("expr")));
        }

        assertThat(expressions).hasSizeGreaterThan(12);
        assertThat(named(String.join("\n", expressions) + "\n"))
                .hasSizeGreaterThan(12)
                .isSubsetOf(scraped);
        assertThat(named(Files.readString(RULES))).hasSizeGreaterThan(6).isSubsetOf(scraped);
    }

    @Test
    void H3_prometheus_accepts_the_rules() throws Exception {
        Promtool.check("", "check", "rules", RULES.toString());
    }

    @Test
    void H3_the_guides_table_is_the_list_of_meters() throws IOException {
        String table = "| Meter | Kind | Unit | Tags | Meaning |\n| --- | --- | --- | --- | --- |\n"
                + Arrays.stream(MeterName.values()).map(BoardTest::row).collect(Collectors.joining());

        assertThat(Files.readString(DOCS.resolve("guide/metrics.md"))).contains(table);
    }

    private static String row(MeterName name) {
        String tags = name.tags().stream().map(tag -> "`" + tag + "`").collect(Collectors.joining(", "));
        String unit = name.unit().isEmpty() ? "" : "`" + name.unit() + "`";
        return "| `" + name.meter() + "` | " + name.kind().name().toLowerCase(java.util.Locale.ROOT) + " | " + unit
                + " | " + tags + " | " + name.meaning() + " |\n";
    }
}
