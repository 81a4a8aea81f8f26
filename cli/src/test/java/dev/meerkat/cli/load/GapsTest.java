package dev.meerkat.cli.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The longest time without an acknowledged write, and the pace between documents. Times are given, none is waited for. */
class GapsTest {
    @Test
    void the_longest_gap_may_be_the_first_the_last_or_between() {
        Gaps gaps = new Gaps(-100);
        gaps.ended(-70);
        assertThat(gaps.longest()).isEqualTo(Duration.ofNanos(30));
        gaps.ended(0);
        gaps.ended(10);
        assertThat(gaps.longest()).isEqualTo(Duration.ofNanos(70));
        assertThat(gaps.present(25)).isEqualTo(Duration.ofNanos(15));
        gaps.ended(200);
        assertThat(gaps.longest()).isEqualTo(Duration.ofNanos(190));
    }

    @Test
    void a_pace_spaces_documents_evenly() {
        Pace pace = new Pace(1000, 0);
        assertThat(pace.take(0)).isZero();
        assertThat(pace.take(0)).isEqualTo(1_000_000);
        assertThat(pace.take(500_000)).isEqualTo(1_500_000);
    }

    @Test
    void what_an_outage_delayed_is_not_caught_up_with() {
        Pace pace = new Pace(1000, 0);
        pace.take(0);
        assertThat(pace.take(60_000_000)).isZero();
        assertThat(pace.take(60_000_000)).isEqualTo(1_000_000);
    }

    @Test
    void without_a_pace_nobody_waits() {
        Pace pace = new Pace(0, 0);
        assertThat(pace.take(0)).isZero();
        assertThat(pace.take(0)).isZero();
    }
}
