package dev.meerkat.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which exit code wins. */
class ExitCodeTest {
    @ParameterizedTest
    @CsvSource({"0, 130", "1, 130", "2, 130", "3, 130", "4, 4", "5, 5"})
    void after_SIGINT_only_no_connection_and_wrong_documents_win(int code, int exit) {
        assertThat(ExitCode.after(OptionalInt.of(2), code)).isEqualTo(exit);
    }

    @ParameterizedTest
    @CsvSource({"0, 143", "4, 4", "5, 5"})
    void after_SIGTERM_too(int code, int exit) {
        assertThat(ExitCode.after(OptionalInt.of(15), code)).isEqualTo(exit);
    }

    @Test
    void without_a_signal_the_code_is_as_it_is() {
        for (int code = 0; code <= 5; code++) {
            assertThat(ExitCode.after(OptionalInt.empty(), code)).isEqualTo(code);
        }
    }
}
