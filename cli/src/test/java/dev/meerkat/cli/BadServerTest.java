package dev.meerkat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meerkat.cli.io.Streams;
import dev.meerkat.lab.LabException;
import java.io.PrintWriter;
import java.lang.ProcessBuilder.Redirect;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A server's program that is none is an error of usage, in the lab's own words; what else goes wrong in the lab is Meerkat's. */
class BadServerTest {
    @ParameterizedTest
    @CsvSource({"/nonexistent, auto, LAB_SERVER_BINARY", "/bin/true, external, LAB_SERVER_START"})
    void chaos_says_what_is_wrong_with_the_program_and_exits_2(String binary, String server, String code) {
        Map<String, String> environment = Map.of("MEERKAT_SERVER_BINARY", binary, "MEERKAT_MONGOD", "");
        try (Program chaos = Program.start(environment, Redirect.PIPE, "chaos", "--server", server, "--for", "1s")) {
            assertThat(chaos.exit()).isEqualTo(2);
            assertThat(chaos.err().all())
                    .contains(code, binary, "Fix: ")
                    .doesNotContain("MK-UNKNOWN", "error of Meerkat itself", "\tat ");
        }
    }

    @Command(name = "meerkat")
    private static final class Root {}

    @Command(name = "fails")
    private static final class Verbose implements Callable<Integer> {
        @SuppressWarnings("UnusedVariable") // picocli fills it
        @Option(names = "--verbose")
        private boolean verbose;

        private final RuntimeException failure;

        Verbose(RuntimeException failure) {
            this.failure = failure;
        }

        @Override
        public Integer call() {
            throw failure;
        }
    }

    private static Run run(RuntimeException failure, String... arguments) {
        Heard out = new Heard();
        Heard err = new Heard();
        Streams streams = Streams.plain(new PrintWriter(out), new PrintWriter(err));
        int exit = new CommandLine(new Root())
                .addSubcommand(new Verbose(failure))
                .setExecutionExceptionHandler(new ErrorMessages(streams))
                .execute(arguments);
        return new Run(exit, out, err);
    }

    @Test
    void verbose_after_the_command_shows_the_stack() {
        LabException absent = new LabException("LAB_SERVER_START: no. Fix: correct it.", null);

        assertThat(run(absent, "fails", "--verbose")).satisfies(told -> {
            assertThat(told.exit()).isEqualTo(2);
            assertThat(told.err().all()).contains("LAB_SERVER_START: no. Fix: correct it.", "\tat ");
        });
        assertThat(run(new IllegalStateException("a bug"), "fails", "--verbose")
                        .err()
                        .all())
                .contains("IllegalStateException: a bug", "\tat ");
    }

    @Test
    void another_failure_of_the_lab_is_an_own_error_in_its_own_words() {
        Run told = run(new LabException("LAB_FOLDER: full. Fix: make room.", null), "fails");

        assertThat(told.exit()).isEqualTo(1);
        assertThat(told.err().all())
                .contains("LAB_FOLDER: full. Fix: make room.", "error of Meerkat itself")
                .doesNotContain("MK-UNKNOWN", "\tat ");
    }
}
