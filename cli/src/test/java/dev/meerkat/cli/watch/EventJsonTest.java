package dev.meerkat.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meerkat.ConnectionState;
import dev.meerkat.cli.io.EventWords;
import dev.meerkat.cli.io.Json;
import dev.meerkat.cli.io.Paint;
import dev.meerkat.diagnosis.Diagnosis;
import dev.meerkat.diagnosis.Problem;
import dev.meerkat.event.ConnectAttemptFailed;
import dev.meerkat.event.Connecting;
import dev.meerkat.event.ConnectionEvent;
import dev.meerkat.event.Disconnected;
import dev.meerkat.event.Drained;
import dev.meerkat.event.Failed;
import dev.meerkat.event.PoolCleared;
import dev.meerkat.event.PrimaryChanged;
import dev.meerkat.event.Reconnected;
import dev.meerkat.stats.CutWork;
import dev.meerkat.stats.DrainReport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An event as JSON and in words. */
class EventJsonTest {
    private static final List<String> ALWAYS =
            List.of("sequence", "time", "connection", "event", "from", "to", "readyState");
    private static final ConnectionEvent.Facts FACTS = new ConnectionEvent.Facts(
            "default",
            7,
            Instant.parse("2026-11-24T10:15:30Z"),
            5,
            ConnectionState.CONNECTED,
            ConnectionState.INTERRUPTED);
    private static final Diagnosis REFUSED =
            Diagnosis.of(Problem.REFUSED, "db.example.org:27017 refused the connection", "db.example.org:27017", null);
    private static final DrainReport DRAIN = new DrainReport(
            3,
            2,
            List.of(new CutWork("find", "test.c", Duration.ofMillis(1500), "main")),
            1,
            Duration.ofSeconds(10),
            true,
            List.of());

    /** Each event with the keys it adds to those of all. */
    static Stream<List<Object>> events() {
        return Stream.of(
                List.of(new Connecting(FACTS), List.of()),
                List.of(new Disconnected(FACTS, Disconnected.Reason.OUTAGE, REFUSED), List.of("reason", "diagnosis")),
                List.of(new Disconnected(FACTS, Disconnected.Reason.CLOSED, null), List.of("reason")),
                List.of(
                        new ConnectAttemptFailed(FACTS, 3, REFUSED, Optional.of(Duration.ofMillis(500))),
                        List.of("attempt", "delay", "diagnosis")),
                List.of(new ConnectAttemptFailed(FACTS, 3, REFUSED, Optional.empty()), List.of("attempt", "diagnosis")),
                List.of(new Failed(FACTS, REFUSED), List.of("diagnosis")),
                List.of(new Reconnected(FACTS, Duration.ofSeconds(4)), List.of("downtime")),
                List.of(new Drained(FACTS, DRAIN), List.of("report")),
                List.of(new PoolCleared(FACTS, "db.example.org:27017"), List.of()),
                List.of(new PrimaryChanged(FACTS, Optional.of("a:1"), Optional.of("b:2")), List.of()));
    }

    @ParameterizedTest
    @MethodSource("events")
    @SuppressWarnings("unchecked")
    void each_event_has_what_all_have_and_its_own(List<Object> sample) {
        Document json = EventJson.of((ConnectionEvent) sample.get(0));

        assertThat(json.keySet())
                .containsExactlyElementsOf(Stream.concat(ALWAYS.stream(), ((List<String>) sample.get(1)).stream())
                        .toList());
        assertThat(json).containsEntry("event", sample.get(0).getClass().getSimpleName());
        assertThat(Json.line(json))
                .doesNotContain("\n")
                .startsWith("{\"sequence\": 7, \"time\": \"2026-11-24T10:15:30.000Z\"");
    }

    @Test
    void values_are_plain() {
        Document lost = EventJson.of(new Disconnected(FACTS, Disconnected.Reason.OUTAGE, REFUSED));
        assertThat(lost)
                .containsEntry("from", "CONNECTED")
                .containsEntry("to", "INTERRUPTED")
                .containsEntry("readyState", 0)
                .containsEntry("reason", "OUTAGE");
        assertThat(lost.get("diagnosis", Document.class))
                .containsEntry("code", "MK-REFUSED")
                .containsEntry("message", REFUSED.message())
                .containsEntry("fix", REFUSED.fix())
                .containsEntry("fatal", false);
        Document attempt =
                EventJson.of(new ConnectAttemptFailed(FACTS, 3, REFUSED, Optional.of(Duration.ofMillis(500))));
        assertThat(attempt).containsEntry("attempt", 3).containsEntry("delay", "PT0.5S");
        Document report = EventJson.of(new Drained(FACTS, DRAIN)).get("report", Document.class);
        assertThat(report)
                .containsEntry("finished", 3L)
                .containsEntry("refusedWaiters", 2)
                .containsEntry("cutWithoutDetail", 1)
                .containsEntry("waited", "PT10S")
                .containsEntry("forced", true);
        assertThat(report.getList("cut", Document.class).get(0))
                .containsEntry("operation", "find")
                .containsEntry("namespace", "test.c")
                .containsEntry("age", "PT1.5S")
                .containsEntry("thread", "main");
    }

    @ParameterizedTest
    @MethodSource("events")
    void in_words_an_event_has_a_line_of_its_own_and_none_is_too_long(List<Object> sample) {
        List<String> lines = EventWords.of((ConnectionEvent) sample.get(0), Paint.NONE, 14, 14);

        assertThat(lines.get(0))
                .startsWith(sample.get(0).getClass().getSimpleName())
                .contains("readyState 0");
        assertThat("x".repeat(14) + lines.get(0)).hasSizeLessThanOrEqualTo(80);
        assertThat(lines.subList(1, lines.size()))
                .allSatisfy(line -> assertThat(line).startsWith(" ".repeat(14)).hasSizeLessThanOrEqualTo(80));
    }

    @Test
    void in_words_a_cause_is_told_with_its_remedy_unless_the_event_before_has_told_it() {
        Disconnected lost = new Disconnected(FACTS, Disconnected.Reason.OUTAGE, REFUSED);
        assertThat(String.join("\n", EventWords.of(lost, Paint.NONE, 0, 2)))
                .contains("MK-REFUSED: " + REFUSED.message())
                .contains("Fix: Start the server");
        assertThat(EventWords.of(new Disconnected(FACTS, Disconnected.Reason.GAVE_UP, REFUSED), Paint.NONE, 0, 2))
                .hasSize(1);
        assertThat(EventWords.of(new Failed(FACTS, REFUSED), Paint.NONE, 0, 2)).hasSize(1);
    }
}
