package dev.meerkat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Wrong usage and impossible options: exit code 2, one message on standard error with a remedy, and no secret. */
class UsageTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "wacht | did you mean watch",
                "mongodb://u:SeCret@h/ | put a command before the URI",
                "watch --jsn mongodb://h/ | did you mean --json?",
                "watch mongodb://u:SeCret@h/ mongodb://u:SeCret@h/ | one argument too many",
                "watch mongodb://u:SeCret@h:99999/ | a port must be a number",
                "watch mongodb://u:SeC@ret@h/ | percent-encode",
                "watch u:SeCret@h:27017 | must begin with mongodb://",
                "watch mongodb://h/?maxPoolSise=4 | did you mean maxPoolSize?",
                "watch mongodb://h/ --option maxPoolSise=3 | did you mean maxPoolSize?",
                "watch mongodb://h/ --option maxPoolSize=many | must be a whole number",
                "watch mongodb://h/ --option SeCret | name=value",
                "watch mongodb://h/ --option passwrd=SeCret --option user=ada | did you mean password?",
                "watch mongodb://h/ --option maxPoolSize=3 --option max-pool-size=4 | given twice",
                "watch mongodb://h/ --option uri=mongodb://u:SeCret@h/ | the URI is given twice",
                "watch mongodb://h/ --for 3 | no duration such as 500ms",
                "watch mongodb://h/ --for 0s | no duration above zero",
                "load mongodb://h/ --threads 0 | give 1 to 1000",
                "load mongodb://h/ --threads x | is no whole number",
                "load mongodb://h/ --rate 0 | give 1 to 1000000",
                "load mongodb://h/?w=0 | leave w out",
                "demo --uri mongodb://u:SeCret@h:99999/ | a port must be a number",
                "chaos --threads 0 | give 1 to 100",
                "chaos --seed x | is no",
                "chaos --server mongod | embedded, external, auto",
                "chaos mongodb://u:SeCret@h/ | one argument too many",
                "demo --uri | Missing required parameter",
                "demo mongodb://u:SeCret@h/ | one argument too many",
            })
    void is_refused_with_a_remedy_and_without_a_secret(String arguments, String told) {
        Run run = Run.of(arguments.split(" "));

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.out().all()).isEmpty();
        assertThat(run.err().all()).startsWith("meerkat: ").contains(told).contains("Fix: ");
        assertThat(run.said()).doesNotContain("SeC", "ret@");
    }

    @Test
    void several_problems_of_the_options_come_in_one_message() {
        Run run = Run.of("watch", "mongodb://h/", "--option", "minPoolSize=500", "--option", "retry=often");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err().all())
                .contains("2 problems")
                .contains("retry = often")
                .contains("minPoolSize = 500");
    }

    @Test
    void without_a_uri_the_message_names_every_place_for_one() {
        try (Program program = Program.start("watch")) {
            assertThat(program.exit()).isEqualTo(2);
            assertThat(program.err().all())
                    .contains("as argument")
                    .contains("MONGO_URI")
                    .contains("meerkat.properties");
        }
    }

    @Test
    void without_a_command_there_is_the_list_of_them_as_an_error() {
        Run run = Run.of();

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.out().all()).isEmpty();
        assertThat(run.err().all()).contains("demo", "watch", "load", "Exit codes:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "demo --help", "watch --help", "load -h", "chaos --help", "help", "help load"})
    void help_is_no_error_and_has_an_example(String arguments) {
        Run run = Run.of(arguments.split(" "));

        assertThat(run.exit()).isZero();
        assertThat(run.err().all()).isEmpty();
        assertThat(run.out().all()).contains("Examples:").contains("  meerkat ").contains("Exit codes:");
        assertThat(run.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }

    @Test
    void an_example_with_parentheses_survives_a_shell() {
        assertThat(Run.of("watch", "--help").out().all())
                .contains("'retry=fixed(500ms)'")
                .doesNotContain(" retry=fixed");
    }

    @Test
    void the_version_is_told() {
        Run run = Run.of("--version");

        assertThat(run.exit()).isZero();
        assertThat(run.out().all()).startsWith("meerkat ").contains("java 1", String.valueOf(Runtime.version()));
    }
}
