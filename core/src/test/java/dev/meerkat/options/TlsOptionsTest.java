package dev.meerkat.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meerkat.error.InvalidOptionsException;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Contract §4: tls. */
class TlsOptionsTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC", "Ed25519"})
    void certificateAndKeyOfOneFileMakeAContext(String algorithm) throws Exception {
        Certificates made = Certificates.in(directory, algorithm);
        Path file = made.write("me.pem", "Some words\n", made.certificate(), made.key());
        assertThat(TlsOptions.on().authorities(file).certificate(file).context())
                .isPresent();
        Path locked = made.write("locked.pem", made.encryptedKey("hunter2"), made.certificate());
        assertThat(TlsOptions.on().certificate(locked, "hunter2").context()).isPresent();
    }

    @Test
    void filesThatCannotServeAreNamedWithRuleAndFixButNotQuoted() throws Exception {
        Certificates made = Certificates.in(directory, "EC");
        Path locked = made.write("locked.pem", made.certificate(), made.encryptedKey("hunter2"));
        refused(TlsOptions.on().certificate(locked), "holds an encrypted key", "tlsCertificateKeyFilePassword");
        refused(TlsOptions.on().certificate(locked, "wrong"), "cannot be decrypted");
        refused(
                TlsOptions.on().certificate(made.write("c.pem", made.certificate())),
                "a certificate and its private key");
        refused(TlsOptions.on().certificate(made.write("k.pem", made.key())), "a certificate and its private key");
        refused(TlsOptions.on().authorities(made.write("none.pem", made.key())), "must hold a certificate");
        refused(
                TlsOptions.on().authorities(made.write("bad.pem", Certificates.block("CERTIFICATE", new byte[9]))),
                "no PEM");
        refused(TlsOptions.on().authorities(directory.resolve("missing.pem")), "does not exist");
        refused(TlsOptions.on().authorities(directory), "cannot be read");
        String old = Certificates.block("RSA PRIVATE KEY", new byte[9]);
        refused(
                TlsOptions.on().certificate(made.write("old.pem", made.certificate(), old)),
                "old form",
                "openssl pkcs8");
    }

    private static void refused(TlsOptions tls, String... texts) {
        assertThatThrownBy(tls::context)
                .isInstanceOf(InvalidOptionsException.class)
                .hasMessageContainingAll(texts)
                .hasMessageContaining("tlsC")
                .hasMessageNotContaining("hunter2")
                .hasNoCause();
    }

    @Test
    void filesInAUriOrPropertiesTurnTlsOn() throws Exception {
        Certificates made = Certificates.in(directory, "EC");
        Path locked = made.write("locked.pem", made.certificate(), made.encryptedKey("hunter2"));
        ConnectionOptions options = ConnectionOptions.builder()
                .uri("mongodb://h/?tlsCAFile=" + locked + "&tlsCertificateKeyFile=" + locked
                        + "&tlsCertificateKeyFilePassword=hunter2")
                .build();
        assertThat(options.tls().orElseThrow().enabled()).isTrue();
        assertThat(options.tls().orElseThrow().context()).isPresent();
        assertThat(options + options.explainText() + options.uri())
                .contains("locked.pem")
                .doesNotContain("hunter2");
        assertThat(ConnectionOptions.builder()
                        .set("tls-ca-file", locked.toString())
                        .build()
                        .tls())
                .isPresent();
    }

    @Test
    void aBadFileIsKnownWhenOptionsAreBuilt() {
        ConnectionOptions.Builder builder = ConnectionOptions.builder()
                .maxPoolSize(-1)
                .tls(TlsOptions.on().authorities(directory.resolve("missing.pem")));
        assertThatThrownBy(builder::build)
                .hasMessageContainingAll("2 problems", "maxPoolSize = -1", "missing.pem: the file does not exist");
    }

    @Test
    void aContextIsUsedAsItIsAndComparedByReference() throws Exception {
        SSLContext context = SSLContext.getDefault();
        assertThat(TlsOptions.of(context).context()).containsSame(context);
        assertThat(TlsOptions.of(context)).isEqualTo(TlsOptions.of(context)).hasSameHashCodeAs(TlsOptions.of(context));
        assertThat(TlsOptions.of(context)).isNotEqualTo(TlsOptions.on());
    }

    @Test
    void theirTextHidesThePassPhraseAlone() {
        TlsOptions tls = TlsOptions.on().authorities(Path.of("ca.pem")).certificate(Path.of("me.pem"), "hunter2");
        assertThat(tls).hasToString("on, authorities ca.pem, certificate me.pem, pass phrase <hidden>");
        assertThat(tls)
                .isNotEqualTo(TlsOptions.on().authorities(Path.of("ca.pem")).certificate(Path.of("me.pem"), "x"));
        assertThat(TlsOptions.off()).hasToString("off");
    }
}
