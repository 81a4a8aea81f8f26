package dev.meerkat.lab.internal.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProgramTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void aMongodIsASetOfOneThatSharesAKeyWhenItWantsLogins() throws IOException {
        List<String> words = new Mongod().words(plan(false, true, null));
        assertThat(words).startsWith("/opt/mongod").contains("--replSet", "--auth", "--keyFile", "--extra");
        Path key = Path.of(words.get(words.indexOf("--keyFile") + 1));
        assertThat(key).isRegularFile();
        assertThat(new Mongod().wantsInitiation(plan(false, true, null))).isTrue();
    }

    @Test
    void aStandaloneMongodIsNoSet() throws IOException {
        assertThat(new Mongod().words(plan(true, true, null)))
                .contains("--auth")
                .doesNotContain("--replSet", "--keyFile");
        assertThat(new Mongod().wantsInitiation(plan(true, true, null))).isFalse();
    }

    @Test
    void aMongodGetsCertificateAndKeyInOneFile() throws IOException {
        List<String> words = new Mongod().words(plan(true, false, tls(true)));
        Path pem = Path.of(words.get(words.indexOf("--tlsCertificateKeyFile") + 1));
        assertThat(pem).hasContent("certificate\nkey");
        assertThat(words)
                .contains("requireTLS", "--tlsCAFile")
                .doesNotContain("--tlsAllowConnectionsWithoutCertificates");
        assertThat(new Mongod().words(plan(true, false, tls(false))))
                .contains("--tlsAllowConnectionsWithoutCertificates");
    }

    @Test
    void secantusIsKeptFromOtherPeoplesConfigurationAndFromLargeLogs() throws IOException {
        List<String> words = new Secantus().words(plan(false, false, null));
        assertThat(words).contains("--config", "--log-file-max", "16MB", "127.0.0.1", "--sync-on-commit", "--extra");
        assertThat(words).doesNotContain("--auth", "--standalone", "--tls-cert-file");
        assertThat(Path.of(words.get(words.indexOf("--config") + 1))).isEmptyFile();
    }

    @Test
    void theOpenRunWantsNeitherLoginNorTls() throws IOException {
        LaunchPlan open = plan(true, true, tls(true)).open();
        assertThat(new Secantus().words(open)).contains("--standalone").doesNotContain("--auth", "--tls-cert-file");
    }

    @Test
    void aUsersTextHidesItsPassword() {
        assertThat(new SetUp.User("keeper", "pass", List.of("root")).toString())
                .doesNotContain("pass,")
                .contains("<hidden>");
    }

    private TlsFiles tls(boolean clientRequired) throws IOException {
        Path certificate = Files.writeString(folder.resolve("c.pem"), "certificate\n");
        Path key = Files.writeString(folder.resolve("k.pem"), "key");
        return new TlsFiles(certificate, key, folder.resolve("ca.pem"), clientRequired);
    }

    private LaunchPlan plan(boolean standalone, boolean auth, @Nullable TlsFiles tls) {
        Path binary = Path.of("/opt/mongod");
        return new LaunchPlan(binary, 21_000, folder, folder, true, standalone, auth, tls, List.of("--extra"));
    }
}
