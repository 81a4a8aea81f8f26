package dev.meerkat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meerkat.lab.EmbeddedServer;
import dev.meerkat.lab.ProcessorPressure;
import java.io.File;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code watch} in a process of its own: the sequences, the lines' form, signals. */
class WatchTest {
    private final EmbeddedServer server = EmbeddedServer.start();

    @AfterEach
    void end() {
        server.close();
    }

    @Test
    void S1_S4_S5_S6_each_event_is_one_object_and_SIGINT_drains_and_exits_130() {
        try (Program watch = Program.start("watch", "--json", server.uri(), "--option", "heartbeatFrequency=500ms")) {
            watch.out().await("\"Opened\"");
            server.kill();
            watch.out().await("\"Disconnected\"");
            server.restart();
            watch.out().await("\"Opened\"", 2);
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
                            "Disconnecting",
                            "Disconnected",
                            "Closed");
            assertOutage(events);
            assertThat(watch.err().all()).isEmpty();
        }
    }

    private void assertOutage(List<Document> events) {
        assertThat(Events.first(events, "Connected"))
                .containsEntry("connection", "default")
                .containsEntry("from", "CONNECTING")
                .containsEntry("to", "CONNECTED")
                .containsEntry("readyState", 1);
        Document lost = Events.first(events, "Disconnected");
        assertThat(lost).containsEntry("reason", "OUTAGE").containsEntry("readyState", 0);
        assertThat(Events.diagnosis(lost).getString("message")).contains(server.address());
        Document back = Events.first(events, "Reconnected");
        assertThat(Duration.parse(back.getString("downtime"))).isPositive();
        assertThat(Events.first(events, "Drained").get("report", Document.class).keySet())
                .containsExactly(
                        "finished", "refusedWaiters", "cut", "cutWithoutDetail", "waited", "forced", "lingering");
    }

    @Test
    void SIGTERM_exits_143_and_the_uri_may_come_by_the_environment() {
        Map<String, String> environment = Map.of("MONGO_URI", server.uri());
        try (Program watch = Program.start(environment, Redirect.PIPE, "watch")) {
            watch.out().await("Opened");
            watch.signal("TERM");

            assertThat(watch.exit()).isEqualTo(143);
            assertThat(watch.out().all())
                    .contains("Disconnecting")
                    .contains("drained: 0 finished, 0 waiters refused, 0 cut")
                    .doesNotContain("\u001b");
        }
    }

    @Test
    void the_end_of_its_time_drains_and_exits_0() {
        Run run = Run.of("watch", "--json", "--for", "2s", server.uri());

        assertThat(run.exit()).isZero();
        assertThat(Events.sequence(Events.of(run.out())))
                .containsExactly("Connecting", "Connected", "Opened", "Disconnecting", "Disconnected", "Closed");
    }

    @Test
    void S7_a_signal_before_there_is_a_connection_is_no_usable_connection() {
        String refused = Peers.refused();
        try (Program watch = Program.start("watch", "--json", refused)) {
            watch.out().await("\"Connecting\"");
            watch.signal("INT");

            assertThat(watch.exit()).isEqualTo(4);
            assertThat(Events.sequence(Events.of(watch.out())))
                    .containsExactly("Connecting", "Disconnecting", "Closed");
            assertThat(watch.err().all()).contains("a signal came before there was a connection");
        }
    }

    @Test
    void O4_a_port_where_nothing_listens_is_connected_at_most_a_second_after_something_does() {
        server.kill();
        try (Program watch = Program.start("watch", "--json", server.uri(), "--option", "retry=fixed(500ms)")) {
            watch.out().await("\"Connecting\"");
            server.restart();
            ProcessorPressure pressure = ProcessorPressure.sinceNow();
            Instant listening = Instant.now();
            Document connected = Document.parse(watch.out().await("\"Connected\""));

            assertThat(Duration.between(listening, Events.time(connected)))
                    .isLessThan(pressure.allowing(Duration.ofSeconds(1)));
        }
    }

    @Test
    void a_reader_who_leaves_ends_it_quietly() {
        try (Program watch = Program.start("watch", "--json", server.uri(), "--option", "heartbeatFrequency=500ms")) {
            watch.out().await("\"Opened\"");
            watch.leave();
            server.kill();

            assertThat(watch.exit()).isZero();
            assertThat(watch.err().all()).isEmpty();
        }
    }

    @Test
    void an_output_that_cannot_be_written_is_an_error_of_its_own() {
        Redirect full = Redirect.to(new File("/dev/full"));
        try (Program watch = Program.start(Map.of(), full, "watch", server.uri())) {
            assertThat(watch.exit()).isEqualTo(1);
            assertThat(watch.err().all()).contains("standard output cannot be written: ");
        }
    }
}
