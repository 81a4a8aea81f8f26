package dev.meerkat.examples.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the environment may say. */
final class SettingsTest {
    @Test
    void nothing_needs_to_be_set() {
        assertThat(Settings.of(Map.of())).isEqualTo(new Settings("127.0.0.1", 8080, Duration.ofSeconds(5)));
    }

    @Test
    void what_is_set_counts() {
        assertThat(Settings.of(Map.of("HOST", "0.0.0.0", "PORT", "0", "STOP_NOTICE_MS", "0")))
                .isEqualTo(new Settings("0.0.0.0", 0, Duration.ZERO));
    }

    @ParameterizedTest
    @CsvSource({"PORT, 65536", "PORT, -1", "PORT, http", "STOP_NOTICE_MS, 5s", "STOP_NOTICE_MS, 600001"})
    void what_cannot_be_is_named_with_its_value_and_a_fix(String name, String value) {
        assertThatThrownBy(() -> Settings.of(Map.of(name, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(name + "=" + value)
                .hasMessageContaining("Fix: a number from 0 to ");
    }
}
