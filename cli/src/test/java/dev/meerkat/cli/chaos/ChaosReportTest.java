package dev.meerkat.cli.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meerkat.ConnectionState;
import dev.meerkat.cli.io.Json;
import dev.meerkat.cli.io.Paint;
import dev.meerkat.cli.load.Tally;
import dev.meerkat.event.Connecting;
import dev.meerkat.event.ConnectionEvent.Facts;
import dev.meerkat.stats.DrainReport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** The report of {@code chaos}: one screen, or all that a report of what is broken needs; exit codes. */
class ChaosReportTest {
    private static final Census CENSUS = new Census(List.of("meerkat-default-guard"), 9, 3);

    private static ChaosReport report(long lost, long duplicated, List<String> broken) {
        Schedule schedule = new Schedule(11);
        List<Round> rounds = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            rounds.add(schedule.next());
        }
        Tally.Figures writes = new Tally.Figures(10, 7, Map.of("MK-NO-PRIMARY", 1L), Map.of("MK-RESET", 2L));
        return new ChaosReport(
                11,
                "embedded",
                Duration.ofMinutes(3),
                rounds,
                new Totals(writes, writes, 5, lost, duplicated, Duration.ofSeconds(2)),
                12,
                3,
                CENSUS,
                CENSUS,
                DrainReport.EMPTY,
                broken,
                List.of(new Connecting(
                        new Facts("default", 1, Instant.EPOCH, 0, ConnectionState.NEW, ConnectionState.CONNECTING))));
    }

    private static List<String> words(ChaosReport report) {
        return ChaosWords.of(report, Paint.NONE);
    }

    @Test
    void is_one_screen_when_everything_held() {
        ChaosReport report = report(0, 0, List.of());

        assertThat(report.exitCode()).isZero();
        assertThat(words(report))
                .hasSizeLessThanOrEqualTo(24)
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80))
                .anySatisfy(line -> assertThat(line).contains("meerkat chaos --seed 11 --server embedded"))
                .anySatisfy(line -> assertThat(line).contains("10 attempted = 7 acknowledged + 1 refused + 2 failed"))
                .anySatisfy(line -> assertThat(line).contains("all held"))
                .noneSatisfy(line -> assertThat(line).contains("round 1"));
    }

    @Test
    void has_seed_schedule_and_events_when_something_is_broken_and_exits_3() {
        ChaosReport report = report(0, 0, List.of("the gate: 1 in flight"));

        assertThat(report.exitCode()).isEqualTo(3);
        assertThat(words(report))
                .anySatisfy(line -> assertThat(line).contains("the gate: 1 in flight"))
                .anySatisfy(line -> assertThat(line).contains("round 1  "))
                .anySatisfy(line -> assertThat(line).contains("Connecting"))
                .anySatisfy(line -> assertThat(line).contains("--seed 11"))
                .noneSatisfy(line -> assertThat(line).contains("all held"));
    }

    @Test
    void documents_that_are_lost_or_there_twice_exit_5_whatever_else_is_broken() {
        assertThat(report(1, 0, List.of("1 lost")).exitCode()).isEqualTo(5);
        assertThat(report(0, 1, List.of("1 duplicated", "the gate")).exitCode()).isEqualTo(5);
    }

    @Test
    void as_json_it_has_the_same() {
        Document json = Document.parse(Json.line(ChaosJson.of(report(0, 0, List.of("the gate")))));

        assertThat(json)
                .containsEntry("seed", 11)
                .containsEntry("lost", 0)
                .containsEntry("broken", List.of("the gate"))
                .containsEntry("threads", new Document("first", 1).append("last", 1));
        assertThat(json.getList("schedule", String.class)).first().asString().startsWith("round 1  ");
        assertThat(json.getList("timeline", Document.class))
                .singleElement()
                .satisfies(event -> assertThat(event).containsEntry("event", "Connecting"));
    }
}
