package dev.meerkat.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What ends a run. */
class StopTest {
    private final List<Integer> forced = new ArrayList<>();
    private final Stop stop = new Stop(forced::add);

    @Test
    void a_first_signal_asks_and_a_second_one_forces() {
        stop.signalled(15);
        assertThat(stop.requested()).isTrue();
        assertThat(stop.signal()).hasValue(15);
        assertThat(forced).isEmpty();
        stop.signalled(2);
        assertThat(forced).containsExactly(2);
        assertThat(stop.signal()).hasValue(15);
    }

    @Test
    void a_stop_for_another_reason_has_no_signal_until_one_comes() {
        stop.request();
        assertThat(stop.signal()).isEmpty();
        stop.signalled(2);
        assertThat(stop.signal()).hasValue(2);
        assertThat(forced).isEmpty();
    }

    @Test
    void who_waits_goes_on_when_it_is_asked_for_or_the_other_thing_is_done() {
        stop.awaitOr(CompletableFuture.completedFuture("done"));
        assertThat(stop.requested()).isFalse();
        assertThat(stop.await(Duration.ofMillis(1))).isFalse();
        stop.requestAfter(Duration.ofMillis(1));
        stop.await();
        assertThat(stop.await(Duration.ofDays(1))).isTrue();
    }

    @Test
    void an_interrupt_asks_for_it_and_the_flag_stays() {
        Thread.currentThread().interrupt();
        stop.await();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(stop.requested()).isTrue();
    }
}
