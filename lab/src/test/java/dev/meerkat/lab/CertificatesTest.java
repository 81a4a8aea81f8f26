package dev.meerkat.lab;

import static dev.meerkat.lab.Clients.ping;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import javax.net.ssl.SSLContext;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CertificatesTest {
    private final Certificates certificates = Certificates.create();

    @Test
    void aGoodServerCertificateIsTrusted() {
        assertThat(pinging(certificates.server("127.0.0.1", "localhost"), certificates.trusting()))
                .containsEntry("ok", 1.0);
    }

    @Test
    void anotherAuthoritysCertificateIsNot() {
        assertThatThrownBy(() -> pinging(Certificates.create().server("127.0.0.1"), certificates.trusting()))
                .hasStackTraceContaining("PKIX path building failed");
    }

    @Test
    void anExpiredOneIsRefusedAsExpired() {
        assertThatThrownBy(() -> pinging(certificates.expired("127.0.0.1"), certificates.trusting()))
                .hasStackTraceContaining(CertificateExpiredException.class.getName());
    }

    @Test
    void oneNotYetValidIsRefusedAsThat() {
        assertThatThrownBy(() -> pinging(certificates.notYetValid("127.0.0.1"), certificates.trusting()))
                .hasStackTraceContaining(CertificateNotYetValidException.class.getName());
    }

    @Test
    void oneForAnotherNameOrAddressIsRefused() {
        assertThatThrownBy(
                        () -> pinging(certificates.server("db.example", "127.0.0.2", "::1"), certificates.trusting()))
                .hasStackTraceContaining("No subject alternative names matching IP address 127.0.0.1 found")
                .hasStackTraceContaining(CertificateException.class.getName());
    }

    @Test
    void aServerThatWantsAClientCertificateTakesThisAuthoritysAlone() {
        TlsIdentity server = certificates.server("127.0.0.1");
        ServerTls mutual = ServerTls.of(server).clientAuthority(certificates.authority(), true);
        try (ScriptedListener listener = ScriptedListener.mongo(HelloScript.standalone(), mutual)) {
            SSLContext known = certificates.trusting(certificates.client("keeper"));
            assertThat(pinging(listener.uri(), known)).containsEntry("ok", 1);

            SSLContext stranger = certificates.trusting(Certificates.create().client("keeper"));
            assertThatThrownBy(() -> pinging(listener.uri(), stranger)).isInstanceOf(RuntimeException.class);
            assertThatThrownBy(() -> pinging(listener.uri(), certificates.trusting()))
                    .isInstanceOf(RuntimeException.class);
        }
    }

    @Test
    void theFilesArePemAndTheKeyIsItsOwnersAlone(@TempDir Path folder) throws IOException {
        PemFiles files = certificates.client("keeper").write(folder, "client");
        assertThat(files.certificate()).content().startsWith("-----BEGIN CERTIFICATE-----");
        assertThat(files.key()).content().startsWith("-----BEGIN PRIVATE KEY-----");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(files.key())))
                .isEqualTo("rw-------");
        assertThat(certificates.writeAuthority(folder))
                .hasFileName("authority.pem")
                .content()
                .contains("CERTIFICATE");
    }

    @Test
    void anIdentityNamesItsSubjectAndNothingElse() {
        TlsIdentity keeper = certificates.client("keeper");
        assertThat(keeper.subject()).isEqualTo("CN=keeper");
        assertThat(keeper).hasToString("TlsIdentity(CN=keeper)");
    }

    private static Document pinging(TlsIdentity identity, SSLContext context) {
        try (LabServer server = EmbeddedServer.startTls(identity)) {
            return pinging(server.uri(), context);
        }
    }

    static Document pinging(String uri, SSLContext context) {
        try (MongoClient client = Clients.impatientTls(uri, context)) {
            return ping(client);
        }
    }
}
