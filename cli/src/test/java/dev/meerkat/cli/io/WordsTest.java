package dev.meerkat.cli.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values in words. */
class WordsTest {
    @ParameterizedTest
    @CsvSource({"PT0.012S, 12 ms", "PT0.9999S, 999 ms", "PT3.414S, 3.41 s", "PT59.9S, 59.90 s", "PT2M5.5S, 2 min 5 s"})
    void a_duration_is_as_exact_as_it_is_short(Duration duration, String words) {
        assertThat(Words.duration(duration)).isEqualTo(words);
    }

    @Test
    void a_precise_duration_has_two_digits_more_while_it_is_short() {
        assertThat(Words.precise(Duration.ofNanos(412_000))).isEqualTo("0.41 ms");
        assertThat(Words.precise(Duration.ofMillis(12))).isEqualTo("12 ms");
    }

    @Test
    void counts_have_thousands_apart_and_a_noun_that_fits() {
        assertThat(Words.count(1, "write")).isEqualTo("1 write");
        assertThat(Words.count(0, "write")).isEqualTo("0 writes");
        assertThat(Words.count(12_345, "write")).isEqualTo("12,345 writes");
    }

    @Test
    void text_is_parted_between_words_and_nothing_is_lost() {
        String text = "Start the server, or correct host and port averyveryverylongwordthatfitsnowhere end";
        assertThat(Words.wrap(text, 20))
                .allSatisfy(line ->
                        assertThat(line.length() <= 20 || !line.contains(" ")).isTrue())
                .contains("averyveryverylongwordthatfitsnowhere");
        assertThat(String.join(" ", Words.wrap(text, 20))).isEqualTo(text);
        assertThat(Words.wrap("", 20)).containsExactly("");
    }
}
