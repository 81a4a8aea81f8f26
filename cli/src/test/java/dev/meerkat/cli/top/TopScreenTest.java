package dev.meerkat.cli.top;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.meerkat.Connection;
import dev.meerkat.ConnectionRegistry;
import dev.meerkat.cli.io.Paint;
import dev.meerkat.cli.io.Words;
import dev.meerkat.lab.EmbeddedServer;
import dev.meerkat.lab.ScriptedReplicaSet;
import dev.meerkat.options.ConnectionOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A picture of {@code top} fits a terminal of 80 columns: a line that wraps would smear the next picture. */
class TopScreenTest {
    private static final int ROWS = 24;

    private static void assertFits(List<String> lines) {
        assertThat(lines).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(Words.WIDTH));
    }

    /** The first picture with so many lines of a word. */
    private static List<String> picture(TopScreen screen, Connection connection, String word, int times) {
        return await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> screen.of(connection, Instant.now()),
                        lines -> lines.stream()
                                        .filter(line -> line.contains(word))
                                        .count()
                                == times);
    }

    @Test
    void H1_a_set_fits_with_each_server_in_two_lines_also_while_a_member_is_lost() {
        try (EmbeddedServer server = EmbeddedServer.start();
                ScriptedReplicaSet set = ScriptedReplicaSet.builder()
                        .name("a-set-with-a-long-name")
                        .inFrontOf(server);
                ConnectionRegistry registry = new ConnectionRegistry()) {
            Connection connection = registry.createConnection(
                    "a-connection-with-a-long-name",
                    ConnectionOptions.builder()
                            .uri(set.uri())
                            .heartbeatFrequency(Duration.ofMillis(500))
                            .build());
            TopScreen screen = new TopScreen(Paint.NONE, true);
            connection.awaitConnected(Duration.ofSeconds(30));
            List<String> healthy = picture(screen, connection, "secondary", 2);
            assertFits(healthy);
            assertThat(healthy).hasSizeLessThan(ROWS);
            assertThat(healthy).filteredOn(line -> line.contains("/100 ")).hasSize(3);

            set.members().get(2).kill();
            assertFits(picture(screen, connection, " lost ", 1));
        }
    }

    @Test
    void H1_what_is_wrong_is_told_in_lines_that_fit() {
        try (ConnectionRegistry registry = new ConnectionRegistry()) {
            Connection connection = registry.connection();
            registry.connectAsync(ConnectionOptions.builder()
                    .uri("mongodb://127.0.0.1:1/")
                    .serverSelectionTimeout(Duration.ofMillis(200))
                    .build());

            assertFits(picture(new TopScreen(Paint.NONE, true), connection, "Fix: ", 1));
        }
    }
}
