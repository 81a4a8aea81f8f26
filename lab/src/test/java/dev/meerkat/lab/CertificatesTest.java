package dev.meerkat.lab;

import static dev.meerkat.lab.Clients.ping;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoException;
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
    private static final Certificates CERTIFICATES = Certificates.create();

    @Test
    void aGoodServerCertificateIsTrusted() {
        assertThat(pinging(CERTIFICATES.server("127.0.0.1", "localhost"), CERTIFICATES.trusting()))
                .containsEntry("ok", 1.0);
    }

    @Test
    void anotherAuthoritysCertificateIsNot() {
        assertThat(failing(Certificates.create().server("127.0.0.1"), CERTIFICATES.trusting()))
                .hasStackTraceContaining("PKIX path building failed");
    }

    @Test
    void anExpiredOneIsRefusedAsExpired() {
        assertThat(failing(CERTIFICATES.expired("127.0.0.1"), CERTIFICATES.trusting()))
                .hasStackTraceContaining(CertificateExpiredException.class.getName());
    }

    @Test
    void oneNotYetValidIsRefusedAsThat() {
        assertThat(failing(CERTIFICATES.notYetValid("127.0.0.1"), CERTIFICATES.trusting()))
                .hasStackTraceContaining(CertificateNotYetValidException.class.getName());
    }

    @Test
    void oneForAnotherNameOrAddressIsRefused() {
        assertThat(failing(CERTIFICATES.server("db.example", "127.0.0.2", "::1"), CERTIFICATES.trusting()))
                .hasStackTraceContaining("No subject alternative names matching IP address 127.0.0.1 found")
                .hasStackTraceContaining(CertificateException.class.getName());
    }

    @Test
    void aServerThatWantsAClientCertificateTakesThisAuthoritysAlone() {
        TlsIdentity server = CERTIFICATES.server("127.0.0.1");
        ServerTls mutual = ServerTls.of(server).clientAuthority(CERTIFICATES.authority(), true);
        try (ScriptedListener listener = ScriptedListener.mongo(HelloScript.standalone(), mutual)) {
            SSLContext known = CERTIFICATES.trusting(CERTIFICATES.client("keeper"));
            assertThat(pinging(listener.uri(), known)).containsEntry("ok", 1);

            SSLContext stranger = CERTIFICATES.trusting(Certificates.create().client("keeper"));
            assertThat(failing(listener.uri(), stranger)).isInstanceOf(MongoException.class);
            assertThat(failing(listener.uri(), CERTIFICATES.trusting())).isInstanceOf(MongoException.class);
        }
    }

    @Test
    void theFilesArePemAndTheKeyIsItsOwnersAlone(@TempDir Path folder) throws IOException {
        PemFiles files = CERTIFICATES.client("keeper").write(folder, "client");
        assertThat(files.certificate()).content().startsWith("-----BEGIN CERTIFICATE-----");
        assertThat(files.key()).content().startsWith("-----BEGIN PRIVATE KEY-----");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(files.key())))
                .isEqualTo("rw-------");
        assertThat(CERTIFICATES.writeAuthority(folder))
                .hasFileName("authority.pem")
                .content()
                .contains("CERTIFICATE");
    }

    @Test
    void anIdentityNamesItsSubjectAndNothingElse() {
        TlsIdentity keeper = CERTIFICATES.client("keeper");
        assertThat(keeper.subject()).isEqualTo("CN=keeper");
        assertThat(keeper).hasToString("TlsIdentity(CN=keeper)");
    }

    private static Document pinging(TlsIdentity identity, SSLContext context) {
        try (LabServer server = EmbeddedServer.startTls(identity)) {
            return pinging(server.uri(), context);
        }
    }

    private static Throwable failing(TlsIdentity identity, SSLContext context) {
        try (LabServer server = EmbeddedServer.startTls(identity)) {
            return failing(server.uri(), context);
        }
    }

    static Throwable failing(String uri, SSLContext context) {
        return Clients.firstTlsFailure(uri, context);
    }

    static Document pinging(String uri, SSLContext context) {
        try (MongoClient client = Clients.tls(uri, context)) {
            return ping(client);
        }
    }
}
