package dev.meerkat.cli;

import static dev.meerkat.cli.GiveUpTest.assertGivesUp;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meerkat.lab.Certificates;
import dev.meerkat.lab.ExternalServer;
import dev.meerkat.lab.PemFiles;
import dev.meerkat.lab.TlsIdentity;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** O3: what only a real login and real TLS can refuse; each has its own code and ends the command soon. */
class GiveUpExternalIT {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @TempDir
    private Path folder;

    private final Certificates certificates = Certificates.create();

    private ExternalServer speakingTls(TlsIdentity identity) {
        PemFiles files = identity.write(folder, "server");
        return External.builder().tls(files.certificate(), files.key()).start();
    }

    private static String tls(ExternalServer server) {
        return "mongodb://" + server.address() + "/?tls=true";
    }

    private String authority() {
        return "tlsCAFile=" + certificates.writeAuthority(folder);
    }

    @Test
    void O3_a_refused_login_and_a_missing_one() {
        try (ExternalServer server =
                External.builder().user("ada", "lovelace", "root").start()) {
            String host = server.address();
            assertGivesUp("MK-AUTH-FAILED", SECOND, "mongodb://ada:wrong@" + host + "/shop?authSource=admin");
            assertGivesUp(
                    "MK-AUTH-FAILED",
                    SECOND,
                    "mongodb://" + host + "/?authSource=admin",
                    "--option",
                    "user=ada",
                    "--option",
                    "password=wrong");
            assertGivesUp("MK-LOGIN-REQUIRED", SECOND, "mongodb://" + host + "/shop");

            Run right = Run.of("watch", "--for", "2s", "mongodb://ada:lovelace@" + host + "/shop?authSource=admin");
            assertThat(right.exit()).as(right.said()).isZero();
        }
    }

    @Test
    void O3_a_set_of_another_name_and_TLS_that_nobody_answers() {
        try (ExternalServer server = External.builder().start()) {
            String uri = "mongodb://" + server.address() + "/";
            assertGivesUp("MK-WRONG-SET-NAME", SECOND, uri + "?replicaSet=other");
            assertGivesUp("MK-WRONG-SET-NAME", SECOND, uri + "?replicaSet=other&directConnection=true");
            assertGivesUp("MK-TLS-NOT-SPOKEN", SECOND.multipliedBy(2), uri + "?tls=true");
        }
    }

    @Test
    void O3_TLS_not_asked_for_and_an_authority_nobody_trusts() {
        try (ExternalServer server = speakingTls(certificates.server("localhost", "127.0.0.1"))) {
            assertGivesUp("MK-TLS-EXPECTED", SECOND, "mongodb://" + server.address() + "/");
            assertGivesUp("MK-TLS-UNTRUSTED", SECOND, tls(server));
            Path other = Certificates.create().writeAuthority(folder);
            assertGivesUp("MK-TLS-UNTRUSTED", SECOND, tls(server), "--option", "tlsCAFile=" + other);

            Run right = Run.of("watch", "--for", "2s", tls(server), "--option", authority());
            assertThat(right.exit()).as(right.said()).isZero();
        }
    }

    @Test
    void O3_an_expired_certificate() {
        try (ExternalServer server = speakingTls(certificates.expired("localhost", "127.0.0.1"))) {
            assertGivesUp("MK-TLS-EXPIRED", SECOND, tls(server), "--option", authority());
        }
    }

    @Test
    void O3_a_certificate_of_another_host() {
        try (ExternalServer server = speakingTls(certificates.server("elsewhere.example"))) {
            assertGivesUp("MK-TLS-HOST-NAME", SECOND, tls(server), "--option", authority());
        }
    }

    @Test
    void O3_a_client_certificate_wanted_and_absent() {
        PemFiles files = certificates.server("localhost", "127.0.0.1").write(folder, "server");
        try (ExternalServer server = External.builder()
                .tls(files.certificate(), files.key())
                .clientCa(certificates.writeAuthority(folder), true)
                .start()) {
            assertGivesUp("MK-TLS-CLIENT-CERTIFICATE", SECOND, tls(server), "--option", authority());
        }
    }
}
