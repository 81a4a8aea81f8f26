package dev.meerkat.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Contract §4: retry. */
class RetryPolicyTest {
    private static final Random ANY = new Random(1);

    @Test
    void noneIsOneAttempt() {
        assertThat(RetryPolicy.none().delayAfter(1, ANY)).isEmpty();
    }

    @Test
    void fixedHasTheSameDelayForEverAndAsksNoRandomness() {
        RetryPolicy fixed = RetryPolicy.fixed(Duration.ofSeconds(5));
        Random unusable = new Random(1) {
            @Override
            public double nextDouble() {
                throw new AssertionError("asked");
            }
        };
        assertThat(fixed.delayAfter(1, unusable)).contains(Duration.ofSeconds(5));
        assertThat(fixed.delayAfter(1_000_000, unusable)).contains(Duration.ofSeconds(5));
    }

    @Test
    void exponentialDoublesUpToItsCapWithTwentyPercentOfJitter() {
        RetryPolicy policy = RetryPolicy.exponential(Duration.ofMillis(500), Duration.ofSeconds(30));
        long[] middle = {500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000};
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            for (int failed = 1; failed <= middle.length; failed++) {
                long delay = policy.delayAfter(failed, random).orElseThrow().toMillis();
                assertThat(delay)
                        .as("seed %s, failed %s", seed, failed)
                        .isBetween(middle[failed - 1] * 8 / 10, middle[failed - 1] * 12 / 10);
            }
        }
    }

    @Test
    void jitterReachesBothEnds() {
        RetryPolicy policy = RetryPolicy.exponential(Duration.ofSeconds(1), Duration.ofSeconds(30));
        Random random = new Random(7);
        var delays = java.util.stream.IntStream.range(0, 1_000)
                .mapToLong(i -> policy.delayAfter(1, random).orElseThrow().toMillis())
                .summaryStatistics();
        assertThat(delays.getMin()).isLessThan(820);
        assertThat(delays.getMax()).isGreaterThan(1_180);
    }

    @Test
    void aCapNeverOverflows() {
        RetryPolicy policy = RetryPolicy.exponential(Duration.ofMillis(1), Durations.LONGEST);
        assertThat(policy.delayAfter(Integer.MAX_VALUE - 1, ANY)).isPresent();
    }

    @Test
    void attemptsAreCountedWithTheFirst() {
        RetryPolicy three = RetryPolicy.fixed(Duration.ofSeconds(1)).maxAttempts(3);
        assertThat(three.delayAfter(2, ANY)).isPresent();
        assertThat(three.delayAfter(3, ANY)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "none",
                "fixed(5s)",
                "fixed(500ms,maxAttempts=3)",
                "exponential(500ms,30s)",
                "exponential(500ms,2m,maxAttempts=9)"
            })
    void textIsReadAndWrittenAlike(String text) {
        assertThat(RetryText.read(text)).hasToString(text);
        assertThat(RetryText.read(text)).isEqualTo(RetryText.read(text)).hasSameHashCodeAs(RetryText.read(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "fixed",
                "fixed()",
                "fixed(5)",
                "fixed(1s,2s)",
                "exponential(1s)",
                "exponential(1s,2s,3s)",
                "x(1s)"
            })
    void otherTextIsRefused(String text) {
        assertThatThrownBy(() -> RetryText.read(text))
                .isInstanceOfAny(IllegalArgumentException.class, java.time.DateTimeException.class);
    }

    @Test
    void aCapBelowTheFirstDelayIsImpossible() {
        assertThat(RetryPolicy.exponential(Duration.ofSeconds(2), Duration.ofSeconds(1))
                        .possible())
                .isFalse();
        assertThat(RetryPolicy.exponential(Duration.ofSeconds(2), Duration.ofSeconds(3))
                        .possible())
                .isTrue();
        assertThat(RetryPolicy.fixed(Duration.ofNanos(1)).possible()).isFalse();
        assertThat(RetryPolicy.fixed(Duration.ofSeconds(1)).maxAttempts(0).possible())
                .isFalse();
        assertThat(RetryPolicy.none().possible()).isTrue();
    }
}
