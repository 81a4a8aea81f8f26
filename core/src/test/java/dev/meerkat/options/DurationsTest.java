package dev.meerkat.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Contract §4: text forms of durations. */
class DurationsTest {
    @ParameterizedTest
    @CsvSource({
        "500ms,500",
        "5s,5000",
        "2m,120000",
        "1h,3600000",
        "1d,86400000",
        "PT1.5S,1500",
        "pt3m,180000",
        "' 5s ',5000"
    })
    void goodTextIsRead(String text, long millis) {
        assertThat(Durations.read(text)).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "5 s", "-5s", "5S", "s", "", "1.5s", "5sec", "P", "99999999999s", "١s"})
    void otherTextIsRefused(String text) {
        assertThatThrownBy(() -> Durations.read(text)).isInstanceOf(DateTimeException.class);
    }

    @ParameterizedTest
    @CsvSource({"0,0s", "1,1ms", "1500,1500ms", "5000,5s", "60000,1m", "61000,61s"})
    void durationsAreWrittenShortAndExact(long millis, String text) {
        assertThat(Durations.show(Duration.ofMillis(millis))).isEqualTo(text);
        assertThat(Durations.read(text)).isEqualTo(Duration.ofMillis(millis));
    }

    @Test
    void onlyWhatTheDriverHoldsExactlyIsWhole() {
        assertThat(Durations.wholeMillis(Durations.LONGEST)).isTrue();
        assertThat(Durations.wholeMillis(Durations.LONGEST.plusMillis(1))).isFalse();
        assertThat(Durations.wholeMillis(Duration.ofNanos(1))).isFalse();
        assertThat(Durations.wholeMillis(Duration.ofMillis(-1))).isFalse();
    }
}
