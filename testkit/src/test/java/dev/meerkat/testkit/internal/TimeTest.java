package dev.meerkat.testkit.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lengths of time as text, and waits that end. */
final class TimeTest {
    @ParameterizedTest
    @CsvSource({"500ms,PT0.5S", "10s,PT10S", "2m,PT2M", "PT1M30S,PT1M30S"})
    void lengths_are_read(String text, Duration length) {
        assertThat(Time.read(text)).contains(length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "-1s", "0s", "PT0S", "PT-1S", "5h", "5 s", "99999999999s"})
    void what_is_no_length_above_zero_is_refused(String text) {
        assertThat(Time.read(text)).isEmpty();
    }

    @Test
    void a_wait_ends_with_its_condition_and_without_it_too() {
        AtomicInteger asked = new AtomicInteger();

        assertThat(Time.until(Duration.ofMinutes(1), () -> asked.incrementAndGet() == 3))
                .isTrue();
        assertThat(Time.until(Duration.ofMillis(30), () -> false)).isFalse();
    }

    @Test
    void an_interrupt_ends_a_wait_and_is_kept() {
        Thread.currentThread().interrupt();

        assertThat(Time.until(Duration.ofMinutes(1), () -> false)).isFalse();
        assertThat(Thread.interrupted()).isTrue();
    }
}
