package dev.meerkat.contract.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meerkat.Doctor;
import dev.meerkat.diagnosis.Checkup;
import dev.meerkat.diagnosis.Diagnosis;
import dev.meerkat.diagnosis.LintRule;
import dev.meerkat.diagnosis.Problem;
import dev.meerkat.diagnosis.Step;
import dev.meerkat.diagnosis.StepOutcome;
import dev.meerkat.lab.Certificates;
import dev.meerkat.lab.ExternalServer;
import dev.meerkat.lab.ExternalServerBuilder;
import dev.meerkat.lab.PemFiles;
import dev.meerkat.lab.ProcessorPressure;
import dev.meerkat.lab.ServerBinary;
import dev.meerkat.options.ConnectionOptions;
import dev.meerkat.options.TlsOptions;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** D2: what only a real login, real rights and real TLS can show. */
final class DoctorExternalIT {
    private static final Duration LIMIT = Duration.ofSeconds(3);

    private final ProcessorPressure pressure = ProcessorPressure.sinceNow();

    @TempDir
    private Path folder;

    private static ExternalServerBuilder server() {
        if (!ExternalServer.available()) {
            if (ServerBinary.required()) {
                Assertions.fail(ServerBinary.absence());
            }
            Assumptions.abort(ServerBinary.absence());
        }
        return ExternalServer.builder();
    }

    private void assertBroken(Checkup checkup, Problem problem) {
        assertThat(checkup.cause().map(Diagnosis::problem)).as("%s", checkup).contains(problem);
        assertThat(checkup.step(Step.LOGIN).outcome()).isEqualTo(StepOutcome.BROKEN);
        assertThat(checkup.step(Step.HELLO).outcome()).isEqualTo(StepOutcome.OK);
        assertThat(checkup.took()).isLessThan(pressure.allowing(LIMIT));
        assertThat(checkup.toString()).doesNotContain("lovelace", "secret", "ada:");
    }

    @Test
    void D2_logins_that_are_wrong_missing_or_without_rights() {
        try (ExternalServer server =
                server().user("ada", "lovelace", "root").user("eve", "secret").start()) {
            String host = server.address();
            Checkup well = SetUp.of("mongodb://ada:lovelace@" + host + "/shop?authSource=admin&socketTimeoutMS=5000")
                    .examine();
            assertThat(well.findings()).as("%s", well).isEmpty();
            assertThat(well.step(Step.LOGIN).figures()).containsEntry("source", "admin");
            assertThat(well.step(Step.LIMIT).figures()).containsKey("current");

            assertBroken(examined("ada:wrong-secret@" + host, "admin"), Problem.AUTH_FAILED);
            assertBroken(examined("bob:secret@" + host, "admin"), Problem.AUTH_FAILED);
            assertBroken(examined("ada:lovelace@" + host, "elsewhere"), Problem.AUTH_FAILED);
            assertBroken(
                    Doctor.of("mongodb://ada:lovelace@" + host + "/shop?authSource=admin&authMechanism=PLAIN")
                            .examine(),
                    Problem.AUTH_MECHANISM);
            assertBroken(Doctor.of("mongodb://" + host + "/shop").examine(), Problem.LOGIN_REQUIRED);
            assertBroken(examined("eve:secret@" + host, "admin"), Problem.NOT_AUTHORIZED);
        }
    }

    private static Checkup examined(String loginAndHost, String source) {
        return Doctor.of("mongodb://" + loginAndHost + "/shop?authSource=" + source)
                .examine();
    }

    @Test
    void D2_a_real_server_s_certificate_is_told_and_one_that_it_wants_is_missed() {
        Certificates authority = Certificates.create();
        PemFiles files = authority.longLived("localhost", "127.0.0.1").write(folder, "server");
        TlsOptions tls = TlsOptions.on().authorities(authority.writeAuthority(folder));
        try (ExternalServer server = server().tls(files.certificate(), files.key())
                .clientCa(authority.writeAuthority(folder), true)
                .start()) {
            ConnectionOptions options = ConnectionOptions.builder()
                    .uri("mongodb://" + server.address() + "/?socketTimeoutMS=5000")
                    .tls(tls)
                    .lintIgnore(LintRule.SLOW_ROUND_TRIP)
                    .build();
            Checkup bare = Doctor.of(options).examine();
            assertThat(bare.cause().map(Diagnosis::problem)).as("%s", bare).contains(Problem.TLS_CLIENT_CERTIFICATE);
            assertThat(bare.took()).isLessThan(pressure.allowing(LIMIT));

            ConnectionOptions shown = options.toBuilder()
                    .tls(TlsOptions.of(authority.trusting(authority.client("app"))))
                    .build();
            Checkup well = Doctor.of(shown).examine();
            assertThat(well.findings()).as("%s", well).isEmpty();
            assertThat(well.step(Step.TLS).outcome()).isEqualTo(StepOutcome.OK);
        }
    }
}
