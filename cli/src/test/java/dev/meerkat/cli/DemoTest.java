package dev.meerkat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code demo} from the first scene to the last. */
class DemoTest {
    private static final Pattern EVENT = Pattern.compile(" *[0-9.]+s \\* ([A-Z][A-Za-z]+) .*");
    private static final Pattern SUM = Pattern.compile(
            ".*? ([0-9,]+) writes attempted = ([0-9,]+) acknowledged \\+ ([0-9,]+) refused \\+ ([0-9,]+) failed");

    private static long number(Matcher matcher, int group) {
        return Long.parseLong(matcher.group(group).replace(",", ""));
    }

    @Test
    void tells_the_whole_story_and_every_promise_holds() {
        Run run = Run.of("demo", "--fast");

        assertThat(run.exit()).as(run.said()).isZero();
        assertThat(run.err().all()).isEmpty();
        List<String> lines = run.out().lines();
        assertThat(events(lines))
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
                        "Closed",
                        "Connecting",
                        "Connected",
                        "Opened");
        assertThat(lines).filteredOn(line -> line.startsWith("  ok  ")).hasSize(12);
        assertThat(run.out().all()).doesNotContain("FAIL", "\u001b");
        assertSum(run.out().await(" writes attempted = "));
        assertThat(run.out().await(" documents found, ")).endsWith(" 0 lost, 0 duplicated");
        assertThat(run.out().await("tells an outage with its cause")).contains("MK-", "127.0.0.1:");
        assertThat(run.out().await("  readyState  ")).containsPattern("2+1+0+1+.*3");
        assertThat(lines).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }

    /** The first connection's events that may not stand anywhere. */
    private static List<String> events(List<String> lines) {
        return lines.stream()
                .map(EVENT::matcher)
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1))
                .filter(name -> !List.of("PoolCleared", "Drained", "ModelRegistered", "ModelRemoved")
                        .contains(name))
                .toList();
    }

    private static void assertSum(String line) {
        Matcher sum = SUM.matcher(line);
        assertThat(sum.matches()).as(line).isTrue();
        assertThat(number(sum, 1)).isPositive().isEqualTo(number(sum, 2) + number(sum, 3) + number(sum, 4));
    }

    @Test
    void a_signal_in_the_middle_closes_the_connections_and_exits_130() {
        try (Program demo = Program.start("demo")) {
            demo.out().await("writes  pool");
            demo.signal("INT");

            assertThat(demo.exit()).isEqualTo(130);
            assertThat(demo.out().all())
                    .contains("ended by a signal")
                    .contains("* Closed")
                    .doesNotContain("Summary");
        }
    }
}
