package dev.meerkat.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

/** Durations in arguments. */
class DurationReaderTest {
    @ParameterizedTest
    @CsvSource({"500ms, PT0.5S", "30s, PT30S", "2m, PT2M", "1h, PT1H", "1d, PT24H", "PT1.5S, PT1.5S", "pt2m, PT2M"})
    void are_read_as_the_options_read_them(String text, Duration duration) {
        assertThat(new DurationReader().convert(text)).isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "3",
                "s",
                "-1s",
                "0s",
                "PT0S",
                "-PT1S",
                "1 s",
                "1w",
                "99999999999s",
                "PT99999999999999999999H"
            })
    void anything_else_is_refused(String text) {
        assertThatThrownBy(() -> new DurationReader().convert(text)).isInstanceOf(TypeConversionException.class);
    }
}
