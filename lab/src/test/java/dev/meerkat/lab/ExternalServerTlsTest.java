package dev.meerkat.lab;

import static dev.meerkat.lab.CertificatesTest.failing;
import static dev.meerkat.lab.CertificatesTest.pinging;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@WithServerProgram
final class ExternalServerTlsTest {
    private static final Certificates CERTIFICATES = Certificates.create();

    @TempDir
    private Path folder = Path.of("");

    @Test
    void speaksTlsWithTheFilesItIsGivenAlsoAfterARestart() {
        PemFiles files = CERTIFICATES.server("127.0.0.1").write(folder, "server");
        try (LabServer server =
                ExternalServer.builder().tls(files.certificate(), files.key()).start()) {
            assertThat(server.uri()).endsWith("/?tls=true");
            assertThat(pinging(server.uri(), CERTIFICATES.trusting())).containsEntry("ok", 1.0);
            server.restart();
            assertThat(pinging(server.uri(), CERTIFICATES.trusting())).containsEntry("ok", 1.0);
            assertThat(failing(server.uri(), Certificates.create().trusting()))
                    .hasStackTraceContaining("PKIX path building failed");
            assertThat(Clients.firstFailure("mongodb://" + server.address() + "/", settings -> {}))
                    .isInstanceOf(MongoException.class);
        }
    }

    @Test
    void asksForAClientCertificateWhereItShall() {
        PemFiles files = CERTIFICATES.server("127.0.0.1").write(folder, "server");
        ExternalServerBuilder builder = ExternalServer.builder()
                .tls(files.certificate(), files.key())
                .clientCa(CERTIFICATES.writeAuthority(folder), true);
        try (LabServer server = builder.start()) {
            assertThat(pinging(server.uri(), CERTIFICATES.trusting(CERTIFICATES.client("keeper"))))
                    .containsEntry("ok", 1.0);
            assertThat(failing(server.uri(), CERTIFICATES.trusting())).isInstanceOf(MongoException.class);
        }
    }

    @Test
    void makesUsersBeforeItSpeaksTls() {
        PemFiles files = CERTIFICATES.server("127.0.0.1").write(folder, "server");
        ExternalServerBuilder builder =
                ExternalServer.builder().tls(files.certificate(), files.key()).user("keeper", "secret", "root");
        try (ExternalServer server = builder.start()) {
            assertThat(pinging(server.uri("keeper", "secret"), CERTIFICATES.trusting()))
                    .containsEntry("ok", 1.0);
            assertThatThrownBy(() -> pinging(server.uri("keeper", "wrong"), CERTIFICATES.trusting()))
                    .hasMessageContaining("authenticating");
        }
    }

    @Test
    void refusesAClientAuthorityWithoutTls() {
        assertThatThrownBy(() -> ExternalServer.builder().clientCa(folder, true).start())
                .isInstanceOf(LabException.class)
                .hasMessageStartingWith("LAB_TLS");
    }
}
