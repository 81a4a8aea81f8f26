package dev.meerkat.internal.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meerkat.diagnosis.Problem;
import java.io.PushbackInputStream;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Contract O3: each TLS surprise is fatal, told with its own code, and at once. */
class EvidenceTlsTest {
    private static final WireServer WELL = WireServer.saying("isWritablePrimary: true, ismaster: true");
    private static TestCertificates certificates;

    @BeforeAll
    static void certificates() throws Exception {
        certificates = TestCertificates.get();
    }

    private static BrokenServer tls(String alias, List<String> versions, boolean needsClient) throws Exception {
        SSLServerSocket listener = (SSLServerSocket) certificates
                .context(alias)
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        if (!versions.isEmpty()) {
            listener.setEnabledProtocols(versions.toArray(String[]::new));
        }
        listener.setNeedClientAuth(needsClient);
        return BrokenServer.on(listener, WELL);
    }

    private static Attempt.Outcome secured(BrokenServer server, SSLContext context) throws InterruptedException {
        return Attempt.fatal(o -> o.applyToClusterSettings(c -> c.hosts(List.of(server.address())))
                .applyToSslSettings(s -> s.enabled(true).context(context)));
    }

    private static Attempt.Outcome transientlySecured(BrokenServer server) throws Exception {
        SSLContext context = certificates.context(null);
        return Attempt.of(o -> o.applyToClusterSettings(
                        c -> c.hosts(List.of(server.address())).serverSelectionTimeout(3, TimeUnit.SECONDS))
                .applyToSslSettings(s -> s.enabled(true).context(context)));
    }

    private static void assertFatal(Attempt.Outcome outcome, Problem problem) {
        assertThat(outcome.diagnosis().problem()).as(outcome.toString()).isEqualTo(problem);
        assertThat(outcome.diagnosis().fatal()).isTrue();
        assertThat(outcome.fatalBeforeTheEnd()).isTrue();
        assertThat(outcome.failedChecks()).as("told at once").isLessThanOrEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "stranger, TLS_UNTRUSTED",
        "other-host, TLS_HOST_NAME",
        "expired, TLS_EXPIRED",
        "early, TLS_NOT_YET_VALID",
    })
    void aCertificateThatDoesNotHoldIsFatal(String alias, Problem problem) throws Exception {
        try (BrokenServer server = tls(alias, List.of(), false)) {
            assertFatal(secured(server, certificates.context(null)), problem);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aMissingClientCertificateIsFatal(String version) throws Exception {
        try (BrokenServer server = tls("server", List.of(version), true)) {
            assertFatal(secured(server, certificates.context(null)), Problem.TLS_CLIENT_CERTIFICATE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aClientCertificateThatTheServerDoesNotTrustIsFatal(String version) throws Exception {
        try (BrokenServer server = tls("server", List.of(version), true)) {
            assertFatal(secured(server, certificates.context("stranger")), Problem.TLS_CLIENT_CERTIFICATE);
        }
    }

    @Test
    void noTlsVersionInCommonIsFatal() throws Exception {
        try (BrokenServer server = tls("server", List.of("TLSv1.3"), false)) {
            assertFatal(secured(server, certificates.context(null, "TLSv1.2")), Problem.TLS_HANDSHAKE);
        }
    }

    @Test
    void aTlsServerIsFoundOutWhenWeSpeakPlain() throws Exception {
        try (BrokenServer server = tls("server", List.of(), false)) {
            Attempt.Outcome outcome =
                    Attempt.fatal(o -> o.applyToClusterSettings(c -> c.hosts(List.of(server.address()))));
            assertFatal(outcome, Problem.TLS_EXPECTED);
        }
    }

    @Test
    void aPlainServerThatClosesIsFoundOutWhenWeSpeakTls() throws Exception {
        try (BrokenServer server = BrokenServer.that(WELL)) {
            assertFatal(secured(server, certificates.context(null)), Problem.TLS_NOT_SPOKEN);
        }
    }

    @Test
    void aPlainServerThatStaysSilentIsFoundOutBeforeTheDriverGivesUp() throws Exception {
        try (BrokenServer server = BrokenServer.that(connection -> {
            // A TLS handshake begins with 0x16; its length field makes a naive reader wait for more.
            PushbackInputStream in = new PushbackInputStream(connection.getInputStream());
            int first = in.read();
            if (first == 0x16) {
                BrokenServer.staySilent(connection);
            } else {
                in.unread(first);
                WELL.serve(new ReplayedSocket(connection, in));
            }
        })) {
            Attempt.Outcome outcome = secured(server, certificates.context(null));
            assertFatal(outcome, Problem.TLS_NOT_SPOKEN);
            assertThat(outcome.failedChecks())
                    .as("asked while the driver's own check still waits")
                    .isZero();
        }
    }

    @Test
    void somethingPlainThatTalksIsFatal() throws Exception {
        try (BrokenServer server = BrokenServer.that(connection -> {
            connection
                    .getOutputStream()
                    .write("HTTP/1.0 400 Bad Request\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            BrokenServer.staySilent(connection);
        })) {
            assertFatal(secured(server, certificates.context(null)), Problem.TLS_NOT_SPOKEN);
        }
    }

    @Test
    void aProxyThatClosesStaysTransient() throws Exception {
        try (BrokenServer server = BrokenServer.that(BrokenServer::closeAtFirstByte)) {
            Attempt.Outcome outcome = transientlySecured(server);
            assertThat(outcome.diagnosis().problem()).isIn(Problem.CLOSED_AT_ONCE, Problem.RESET);
            assertThat(outcome.diagnosis().fatal()).isFalse();
        }
    }

    @Test
    void onlyOneProbeSocketIsOpenedInAnAttempt() throws Exception {
        try (BrokenServer server = BrokenServer.that(BrokenServer::staySilent)) {
            Attempt.Outcome outcome = transientlySecured(server);
            assertThat(outcome.diagnosis().fatal()).isFalse();
            assertThat(server.accepted()).as("the driver's own and one probe").isEqualTo(2);
        }
    }

    @Test
    void silenceInTlsStaysTransient() throws Exception {
        try (BrokenServer server = BrokenServer.that(BrokenServer::staySilent)) {
            Attempt.Outcome outcome = transientlySecured(server);
            assertThat(outcome.diagnosis().problem()).isEqualTo(Problem.SILENT);
        }
    }
}
