package dev.meerkat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meerkat.lab.EmbeddedServer;
import dev.meerkat.lab.ProcessorPressure;
import dev.meerkat.lab.ScriptedListener;
import java.time.Duration;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A connect that gives up: exit code 4, the diagnosis on standard error, soon where it is fatal. */
class GiveUpTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    /** Runs {@code watch --json} until it gives up; checks what is the same for every cause. */
    static List<Document> assertGivesUp(String code, Duration within, String... arguments) {
        String[] all = new String[arguments.length + 2];
        all[0] = "watch";
        all[1] = "--json";
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        ProcessorPressure pressure = ProcessorPressure.sinceNow();
        Run run = Run.of(all);

        assertThat(run.exit()).as(run.said()).isEqualTo(4);
        List<Document> events = Events.of(run.out());
        assertThat(Events.sequence(events)).containsExactly("Connecting", "Disconnected", "Failed");
        assertThat(Events.first(events, "Disconnected")).containsEntry("reason", "GAVE_UP");
        Document diagnosis = Events.diagnosis(Events.first(events, "Failed"));
        assertThat(diagnosis).containsEntry("code", code);
        assertThat(run.err().all())
                .startsWith("meerkat: " + code + ": " + diagnosis.getString("message"))
                .contains("Fix: " + diagnosis.getString("fix"));
        assertThat(Events.between(events, "Connecting", "Failed")).isLessThan(pressure.allowing(within));
        return events;
    }

    @Test
    void S3_attempts_used_up_on_a_refused_port() {
        List<Document> events = assertGivesUp(
                "MK-REFUSED",
                Duration.ofSeconds(10),
                Peers.refused(),
                "--option",
                "retry=none",
                "--option",
                "server-selection-timeout=300ms");

        Document attempt = Events.first(events, "ConnectAttemptFailed");
        assertThat(attempt).containsEntry("attempt", 1).doesNotContainKey("delay");
        assertThat(Events.diagnosis(attempt)).containsEntry("fatal", false);
    }

    @Test
    void S2_the_delay_before_the_next_attempt_is_told() {
        Run run = Run.of(
                "watch",
                "--json",
                Peers.refused(),
                "--option",
                "retry=fixed(250ms)",
                "--option",
                "serverSelectionTimeout=100ms",
                "--option",
                "startupTimeout=1s");

        List<Document> events = Events.of(run.out());
        assertThat(Events.first(events, "ConnectAttemptFailed"))
                .containsEntry("attempt", 1)
                .containsEntry("delay", "PT0.25S");
    }

    @Test
    void O3_a_web_server_is_told_at_once() {
        try (ScriptedListener http = ScriptedListener.http()) {
            assertGivesUp("MK-NOT-MONGODB", SECOND, http.uri());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void O3_nonsense_is_told_at_once(long seed) {
        try (ScriptedListener garbage = ScriptedListener.garbage(seed)) {
            assertGivesUp("MK-NOT-MONGODB", SECOND, garbage.uri());
        }
    }

    @Test
    void O3_a_set_asked_for_and_none_found_is_told_at_once() {
        try (EmbeddedServer server = EmbeddedServer.start()) {
            assertGivesUp("MK-NOT-A-SET-MEMBER", SECOND, server.uri() + "?replicaSet=rs0");
        }
    }

    @Test
    void for_people_the_cause_is_told_once_with_the_attempt_and_once_at_the_end() {
        Run run =
                Run.of("watch", Peers.refused(), "--option", "retry=none", "--option", "serverSelectionTimeout=300ms");

        assertThat(run.exit()).isEqualTo(4);
        assertThat(run.out().all())
                .containsOnlyOnce("refused the connection")
                .contains("attempt 1, the last")
                .doesNotContain("drained");
        assertThat(run.err().all()).containsOnlyOnce("refused the connection");
    }

    @Test
    void time_that_is_over_before_there_is_a_connection_is_no_usable_connection() {
        Run run = Run.of("watch", "--json", "--for", "300ms", Peers.refused());

        assertThat(run.exit()).isEqualTo(4);
        assertThat(Events.sequence(Events.of(run.out()))).containsExactly("Connecting", "Disconnecting", "Closed");
        assertThat(run.err().all()).contains("no connection before the time was over");
    }

    @Test
    void a_load_that_gives_up_writes_nothing_and_tells_why() {
        Run run = Run.of(
                "load",
                "--json",
                Peers.refused(),
                "--option",
                "retry=none",
                "--option",
                "serverSelectionTimeout=300ms");

        assertThat(run.exit()).isEqualTo(4);
        assertThat(run.out().all()).isEmpty();
        assertThat(run.err().all()).startsWith("meerkat: MK-REFUSED: ");
    }

    @Test
    void a_demo_on_a_deployment_that_is_not_there_tells_why() {
        Run run = Run.of("demo", "--uri", Peers.refused() + "?replicaSet=rs0&retry=none&serverSelectionTimeoutMS=300");

        assertThat(run.exit()).isEqualTo(4);
        assertThat(run.err().all()).contains("MK-REFUSED");
        assertThat(run.out().all()).contains("Connect by options").doesNotContain("Work, by");
    }
}
