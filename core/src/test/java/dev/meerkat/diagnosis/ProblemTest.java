package dev.meerkat.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Contract D1: the catalogue, and its table in the guide. */
class ProblemTest {
    private static final Path TABLE = Path.of("..", "docs", "guide", "problems.md");
    private static final String HEAD = """
            # Problems

            Each failure that Meerkat explains has a code that never changes its meaning. *Fatal* says what cannot
            succeed without a change: the `connection` (the first connect ends at once), only the `operation`, or
            nothing (`no`: it is tried again by the retry policy). `Diagnosis.of(Throwable)` explains any failure, the
            driver's included.

            | Code | Meaning | What to do | Fatal |
            | --- | --- | --- | --- |
            """;

    @Test
    void theTableInTheGuideIsTheCatalogue() throws IOException {
        StringBuilder table = new StringBuilder(HEAD);
        for (Problem problem : Problem.values()) {
            table.append("| `%s` | %s | %s. | %s |%n"
                    .formatted(problem.code(), problem.meaning(), problem.fix(), fatality(problem))
                    .replace(System.lineSeparator(), "\n"));
        }
        if (Boolean.getBoolean("meerkat.docs.write")) {
            Files.createDirectories(TABLE.getParent());
            Files.writeString(TABLE, table);
        }
        assertThat(TABLE).as("written anew by -Dmeerkat.docs.write=true").hasContent(table.toString());
    }

    private static String fatality(Problem problem) {
        return problem.fatal() ? "connection" : problem.fatalForOperation() ? "operation" : "no";
    }

    @Test
    void everyCodeIsUniqueAndLeadsBackToItsEntry() {
        for (Problem problem : Problem.values()) {
            assertThat(problem.code()).matches("MK(-[A-Z]+)+");
            assertThat(Problem.ofCode(problem.code())).contains(problem);
        }
        assertThat(Arrays.stream(Problem.values()).map(Problem::code)).doesNotHaveDuplicates();
        assertThat(Problem.ofCode("MK-NO-SUCH-CODE")).isEmpty();
    }

    @Test
    void meaningsAreSentencesAndFixesHaveNoFullStop() {
        for (Problem problem : Problem.values()) {
            assertThat(problem.meaning()).endsWith(".").doesNotContain("|");
            assertThat(problem.fix()).isNotBlank().doesNotEndWith(".").doesNotContain("|");
        }
    }

    @Test
    void onlyWhatNoRetryCanHealIsFatal() {
        Set<Problem> fatal = EnumSet.noneOf(Problem.class);
        Arrays.stream(Problem.values()).filter(Problem::fatal).forEach(fatal::add);
        assertThat(fatal)
                .containsExactlyInAnyOrder(
                        Problem.NOT_MONGODB,
                        Problem.TLS_UNTRUSTED,
                        Problem.TLS_EXPIRED,
                        Problem.TLS_NOT_YET_VALID,
                        Problem.TLS_HOST_NAME,
                        Problem.TLS_CLIENT_CERTIFICATE,
                        Problem.TLS_HANDSHAKE,
                        Problem.TLS_EXPECTED,
                        Problem.TLS_NOT_SPOKEN,
                        Problem.TLS_OTHER,
                        Problem.AUTH_FAILED,
                        Problem.AUTH_MECHANISM,
                        Problem.LOGIN_REQUIRED,
                        Problem.WRONG_SET_NAME,
                        Problem.NOT_A_SET_MEMBER,
                        Problem.WIRE_VERSION_TOO_OLD,
                        Problem.WIRE_VERSION_TOO_NEW,
                        Problem.LOAD_BALANCER_MODE,
                        Problem.API_VERSION,
                        Problem.SRV_INVALID,
                        Problem.INVALID_OPTIONS,
                        Problem.CLASS_PATH);
        assertThat(Problem.NOT_AUTHORIZED.fatalForOperation()).isTrue();
        assertThat(Problem.REFUSED.fatalForOperation()).isFalse();
    }
}
