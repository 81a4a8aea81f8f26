package dev.meerkat.internal.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Contract D3: more than ten opens of one deployment in a minute. */
class OpenLedgerTest {
    private static final Set<String> DB = Set.of("db:27017");
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final OpenLedger ledger = new OpenLedger();

    @Test
    void D3_the_eleventh_open_within_a_minute_is_one_too_many() {
        assertThat(IntStream.range(0, 10)).noneMatch(open -> ledger.tooOften(DB, open * SECOND));
        assertThat(ledger.tooOften(DB, 60 * SECOND)).isTrue();
    }

    @Test
    void D3_opens_that_are_a_minute_apart_count_no_more() {
        assertThat(IntStream.range(0, 100)).noneMatch(open -> ledger.tooOften(DB, open * 6 * SECOND + open));
    }

    @Test
    void D3_each_deployment_counts_for_itself_and_hosts_have_no_order() {
        for (int open = 0; open < 10; open++) {
            assertThat(ledger.tooOften(Set.of("a:1", "b:1"), 0)).isFalse();
            assertThat(ledger.tooOften(DB, 0)).isFalse();
        }
        assertThat(ledger.tooOften(Set.of("b:1", "a:1"), 0)).isTrue();
    }

    @Test
    void D3_of_many_deployments_those_opened_longest_ago_are_forgotten() {
        for (int open = 0; open < 10; open++) {
            assertThat(ledger.tooOften(DB, 0)).isFalse();
        }
        IntStream.range(0, 300).forEach(other -> ledger.tooOften(Set.of("host" + other), 0));
        assertThat(ledger.tooOften(DB, 0)).isFalse();
    }
}
