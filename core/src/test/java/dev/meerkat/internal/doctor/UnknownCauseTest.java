package dev.meerkat.internal.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meerkat.diagnosis.Diagnosis;
import dev.meerkat.diagnosis.Problem;
import dev.meerkat.options.ConnectionOptions;
import org.junit.jupiter.api.Test;

/** Contract D2: a failure that the catalogue does not know is told with its cause, and without secrets. */
class UnknownCauseTest {
    private static final ConnectionOptions OPTIONS =
            ConnectionOptions.builder().uri("mongodb://usher:s3cr3t@db/").build();

    private static Diagnosis told(Throwable failure) {
        return UnknownCause.told(Diagnosis.ofConnecting(failure, "db:27017"), OPTIONS);
    }

    @Test
    void D2_the_innermost_cause_is_told_by_class_and_text_without_the_login() {
        Diagnosis told = told(new IllegalStateException(
                "outer", new UnsupportedOperationException("usher with s3cr3t\n at mongodb://a:b@c/")));
        assertThat(told.problem()).isEqualTo(Problem.UNKNOWN);
        assertThat(told.message())
                .endsWith("; cause: java.lang.UnsupportedOperationException: <hidden> with <hidden>? at"
                        + " mongodb://<hidden>@c/");
    }

    @Test
    void D2_a_known_failure_is_told_as_it_is_and_a_long_text_is_cut() {
        Diagnosis known = Diagnosis.of(Problem.SILENT, "silence", null, new IllegalStateException("x"));
        assertThat(UnknownCause.told(known, OPTIONS)).isSameAs(known);
        assertThat(told(new IllegalStateException("x".repeat(500))).message())
                .hasSizeLessThan(400)
                .endsWith("…");
    }
}
