package dev.meerkat.contract.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meerkat.Connection;
import dev.meerkat.ConnectionRegistry;
import dev.meerkat.Doctor;
import dev.meerkat.diagnosis.Checkup;
import dev.meerkat.diagnosis.Lint;
import dev.meerkat.diagnosis.LintRule;
import dev.meerkat.lab.EmbeddedServer;
import dev.meerkat.options.ConnectionOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The examples of the guide's chapters on the doctor and the linter, run on the embedded server. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class DoctorSnippetsTest {
    private static final Logger log = LoggerFactory.getLogger(DoctorSnippetsTest.class);

    private final EmbeddedServer server = EmbeddedServer.start();
    private final ConnectionRegistry registry = new ConnectionRegistry();
    private final String uri = server.uri();

    @AfterEach
    void end() {
        registry.close();
        server.close();
    }

    @Test
    void doctor() {
        // tag::doctor[]
        Checkup checkup = Doctor.of(uri).examine();
        checkup.cause().ifPresent(cause -> log.error("{}", cause)); // why it cannot be used: code, what happened, fix
        checkup.findings().forEach(finding -> log.warn("{} {}", finding.code(), finding.fix()));
        checkup.steps().forEach(step -> log.info("{} {} {}", step.step(), step.outcome(), step.took()));
        // end::doctor[]
        assertThat(checkup.cause()).isEmpty();
    }

    @Test
    void doctor_with_options() {
        // tag::doctor-options[]
        ConnectionOptions options = ConnectionOptions.builder()
                .uri(uri)
                .socketTimeout(Duration.ofSeconds(45))
                .instances(8) // processes that share the server's limit
                .build();
        Checkup checkup = Doctor.of(options).examine(step -> log.info("{}", step.told())); // each as soon as it is over
        // end::doctor-options[]
        assertThat(checkup.cause()).isEmpty();
    }

    @Test
    void linter() {
        // tag::linter[]
        Connection db = registry.connect(uri, o -> o.lintIgnore(LintRule.NO_CLOSE, LintRule.TWO_CLIENTS));
        for (Lint lint : db.lint()) {
            log.warn("{}: {}, because {}. {}", lint.code(), lint.message(), lint.reason(), lint.fix());
        }
        // end::linter[]
        assertThat(db.lint()).extracting(Lint::rule).containsExactly(LintRule.UNBOUNDED);
    }
}
