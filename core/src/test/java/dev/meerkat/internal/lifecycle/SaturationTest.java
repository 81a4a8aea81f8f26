package dev.meerkat.internal.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meerkat.health.HealthPolicy;
import dev.meerkat.internal.lifecycle.Saturation.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** H4: when a pool is saturated, and when no more. Looks come ten times a second. */
class SaturationTest {
    private static final long LOOK = 100_000_000;

    private final Saturation pool = new Saturation(HealthPolicy.defaults());
    private long now = -500_000_000; // as nanoTime may be

    private List<Turn> looks(boolean exhausted, int count) {
        List<Turn> turns = new ArrayList<>();
        for (int at = 0; at < count; at++) {
            turns.add(pool.look(exhausted, now));
            now += LOOK;
        }
        return turns;
    }

    @Test
    void H4_a_second_without_a_break_saturates_once() {
        assertThat(looks(true, 10)).as("0 to 0.9 s").containsOnly(Turn.NONE);
        assertThat(looks(true, 1)).containsExactly(Turn.SATURATED);
        assertThat(looks(true, 100)).containsOnly(Turn.NONE);
    }

    @Test
    void H4_a_break_begins_the_second_anew() {
        looks(true, 10);
        looks(false, 1);
        assertThat(looks(true, 10)).containsOnly(Turn.NONE);
        assertThat(looks(true, 1)).containsExactly(Turn.SATURATED);
    }

    @Test
    void H4_five_quiet_seconds_recover_and_four_do_not() {
        looks(true, 11);
        assertThat(looks(false, 50)).containsOnly(Turn.NONE);
        looks(true, 1);
        assertThat(looks(false, 50)).containsOnly(Turn.NONE);
        assertThat(looks(false, 1)).containsExactly(Turn.RECOVERED);
        assertThat(pool.settled(now)).isTrue();
    }

    @Test
    void H4_a_pool_that_never_was_saturated_does_not_recover() {
        looks(true, 5);
        assertThat(looks(false, 100)).containsOnly(Turn.NONE);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void H4_turns_alternate_whatever_happens_and_are_never_nearer_than_the_policy_allows(long seed) {
        Random random = new Random(seed);
        List<Long> times = new ArrayList<>();
        Turn expected = Turn.SATURATED;
        boolean exhausted = false;
        for (int at = 0; at < 20_000; at++) {
            exhausted = random.nextInt(30) == 0 ? !exhausted : exhausted;
            Turn turn = looks(exhausted, 1).get(0);
            if (turn != Turn.NONE) {
                assertThat(turn).as("seed " + seed).isEqualTo(expected);
                expected = turn == Turn.SATURATED ? Turn.RECOVERED : Turn.SATURATED;
                times.add(now);
            }
        }
        assertThat(times).hasSizeGreaterThan(4);
        for (int at = 1; at < times.size(); at++) {
            assertThat(times.get(at) - times.get(at - 1)).isGreaterThanOrEqualTo(10 * LOOK);
        }
    }
}
