package dev.meerkat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meerkat.lab.ExternalServer;
import dev.meerkat.lab.ProcessorPressure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code watch} on a server process that is killed and comes back, at the default heartbeat. */
class WatchExternalIT {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final ExternalServer server = External.builder().start();

    @AfterEach
    void end() {
        server.close();
    }

    @Test
    void S1_S4_S5_S6_through_two_kills_and_SIGINT() {
        try (Program watch = Program.start("watch", "--json", server.uri())) {
            watch.out().await("\"Opened\"");
            for (int outage = 1; outage <= 2; outage++) {
                server.kill();
                watch.out().await("\"Disconnected\"", outage);
                server.restart();
                ProcessorPressure pressure = ProcessorPressure.sinceNow();
                Instant listening = Instant.now();
                Document connected = Document.parse(watch.out().await("\"Connected\"", outage + 1));
                assertThat(Duration.between(listening, Events.time(connected))).isLessThan(pressure.allowing(SECOND));
                watch.out().await("\"Opened\"", outage + 1);
            }
            watch.signal("INT");

            assertThat(watch.exit()).isEqualTo(130);
            List<Document> events = Events.of(watch.out());
            assertThat(Events.sequence(events))
                    .containsExactly(
                            "Connecting",
                            "Connected",
                            "Opened",
                            "Disconnected",
                            "Connected",
                            "Reconnected",
                            "Opened",
                            "Disconnected",
                            "Connected",
                            "Reconnected",
                            "Opened",
                            "Disconnecting",
                            "Disconnected",
                            "Closed");
            events.stream()
                    .filter(event -> "OUTAGE".equals(event.get("reason")))
                    .forEach(lost -> assertThat(Events.diagnosis(lost).getString("message"))
                            .contains(server.address()));
        }
    }

    @Test
    void O4_with_a_fixed_retry_a_server_that_comes_late_is_connected_within_a_second() {
        server.kill();
        try (Program watch = Program.start(
                "watch",
                "--json",
                server.uri(),
                "--option",
                "retry=fixed(500ms)",
                "--option",
                "serverSelectionTimeout=1s")) {
            watch.out().await("\"ConnectAttemptFailed\"", 2);
            server.restart();
            ProcessorPressure pressure = ProcessorPressure.sinceNow();
            Instant listening = Instant.now();
            Document connected = Document.parse(watch.out().await("\"Connected\""));

            assertThat(Duration.between(listening, Events.time(connected))).isLessThan(pressure.allowing(SECOND));
            watch.signal("TERM");
            assertThat(watch.exit()).isEqualTo(143);
        }
    }
}
