package dev.meerkat.cli.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The schedule of {@code chaos}: a function of the seed. */
class ScheduleTest {
    private static final int ROUNDS = 60;

    private static List<Round> rounds(long seed) {
        Schedule schedule = new Schedule(seed);
        List<Round> rounds = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            rounds.add(schedule.next());
        }
        return rounds;
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 42, -7, Long.MAX_VALUE})
    void the_same_seed_gives_the_same_faults_at_the_same_times(long seed) {
        assertThat(rounds(seed)).isEqualTo(rounds(seed));
    }

    @Test
    void another_seed_gives_others() {
        assertThat(rounds(1)).isNotEqualTo(rounds(2));
    }

    @Test
    void a_known_seed_gives_what_it_gave_on_every_machine_and_jdk() {
        assertThat(rounds(42).get(1).faults())
                .map(PlannedFault::toString)
                .containsExactly(
                        "REFUSED at 730 ms for 756 ms, member 2, amount 85",
                        "PRIMARY_KILLED at 1.22 s for 2.13 s, member 0, amount 93",
                        "HAND_OVER at 1.21 s for 2.06 s, member 2, amount 65");
    }

    @Test
    void the_first_round_is_calm_and_the_others_have_one_to_three_faults_that_are_healed_within_four_seconds() {
        List<Round> rounds = rounds(3);

        assertThat(rounds.get(0).faults()).isEmpty();
        assertThat(rounds.subList(1, ROUNDS))
                .allSatisfy(round -> assertThat(round.faults())
                        .hasSizeBetween(1, 3)
                        .allSatisfy(fault -> {
                            assertThat(fault.start()).isBetween(Duration.ZERO, Duration.ofMillis(1_500));
                            assertThat(fault.length()).isBetween(Duration.ofMillis(200), Duration.ofMillis(2_500));
                            assertThat(fault.member()).isBetween(0, 2);
                            assertThat(fault.amount()).isBetween(0, 99);
                        }));
    }

    @Test
    void every_kind_comes_once_before_one_comes_again() {
        Set<FaultKind> seen = EnumSet.noneOf(FaultKind.class);
        int kinds = FaultKind.values().length;

        rounds(4).stream()
                .flatMap(round -> round.faults().stream())
                .limit(kinds)
                .forEach(fault -> seen.add(fault.kind()));

        assertThat(seen).hasSize(kinds);
        assertThat(kinds).isGreaterThanOrEqualTo(25);
    }
}
