package dev.meerkat.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.meerkat.Connection;
import dev.meerkat.ConnectionState;
import dev.meerkat.contract.frame.ContractCase;
import dev.meerkat.contract.frame.ContractServer;
import dev.meerkat.error.ReconfigureFailedException;
import dev.meerkat.event.ReconfigureFailed;
import dev.meerkat.event.Reconfigured;
import dev.meerkat.lab.Answer;
import dev.meerkat.lab.Certificates;
import dev.meerkat.lab.HelloScript;
import dev.meerkat.lab.PemFiles;
import dev.meerkat.lab.ScriptedListener;
import dev.meerkat.lab.ServerTls;
import dev.meerkat.lab.TlsIdentity;
import dev.meerkat.options.ConnectionOptions;
import dev.meerkat.options.RetryPolicy;
import dev.meerkat.options.TlsOptions;
import dev.meerkat.testkit.EventRecorder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import org.bson.BsonDocument;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** R1: renewed certificates in PEM files are taken over while the connection is open, without a keytool and without a restart. */
abstract class TlsRotationContract extends ContractCase {
    private final Certificates old = Certificates.create();
    private final Certificates renewed = Certificates.create();

    @TempDir
    private Path folder;

    @Override
    protected ContractServer startServer() {
        return kind().startWithTls(old.server("localhost", "127.0.0.1"));
    }

    @Override
    protected ConnectionOptions.Builder options() {
        return super.options().serverSelectionTimeout(Duration.ofSeconds(5)).retry(RetryPolicy.none());
    }

    private static void replace(Path file, String text) throws IOException {
        Path written = Files.writeString(file.resolveSibling("written"), text);
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String refusal(Connection connection, String uri) {
        return catchThrowableOfType(ReconfigureFailedException.class, () -> connection.reconfigure(o -> o.uri(uri)))
                .problemCode();
    }

    @Test
    void R1_a_renewed_authority_in_the_file_is_trusted_without_a_restart() throws IOException {
        ContractServer other = keep(kind().startWithTls(renewed.server("localhost", "127.0.0.1")));
        Path authorities =
                Files.copy(old.writeAuthority(Files.createDirectory(folder.resolve("old"))), folder.resolve("ca.pem"));
        EventRecorder recorder = recorded();
        Connection connection = recorder.connection()
                .open(options().tls(TlsOptions.on().authorities(authorities)).build());
        assertThat(refusal(connection, other.uri())).isEqualTo("MK-TLS-UNTRUSTED");
        recorder.forget();

        String both = Files.readString(authorities)
                + Files.readString(renewed.writeAuthority(Files.createDirectory(folder.resolve("new"))));
        replace(authorities, both);
        recorder.awaits(Reconfigured.class);

        connection.reconfigure(o -> o.uri(other.uri()));
        connection.database().getCollection("rows").insertOne(new Document());
        recorder.assertSequence();
    }

    @Test
    void R1_a_renewed_client_certificate_in_the_file_is_shown_without_a_restart() throws IOException {
        HelloScript healthy = HelloScript.standalone()
                .on(
                        "listCollections",
                        Answer.reply(BsonDocument.parse("{ok: 1, cursor: {id: 0, ns: 'a.b', firstBatch: []}}")));
        ServerTls wanting =
                ServerTls.of(old.server("localhost", "127.0.0.1")).clientAuthority(renewed.authority(), true);
        ScriptedListener choosy = keep(ScriptedListener.mongo(healthy, wanting));
        Path authorities = old.writeAuthority(folder);
        Path certificate = folder.resolve("client.pem");
        Files.writeString(certificate, pem(old.client("ada"), "first"));
        EventRecorder recorder = recorded();
        Connection connection = recorder.connection()
                .open(options()
                        .tls(TlsOptions.on().authorities(authorities).certificate(certificate))
                        .build());
        assertThat(refusal(connection, choosy.uri())).startsWith("MK-TLS");
        recorder.forget();

        replace(certificate, pem(renewed.client("ada"), "second"));
        recorder.awaits(Reconfigured.class);

        connection.reconfigure(o -> o.uri(choosy.uri()));
        assertThat(connection.state()).isEqualTo(ConnectionState.CONNECTED);
        recorder.assertSequence();
    }

    private String pem(TlsIdentity identity, String name) throws IOException {
        PemFiles files = identity.write(Files.createDirectory(folder.resolve(name)), "client");
        return Files.readString(files.certificate()) + Files.readString(files.key());
    }

    @Test
    void R1_a_file_that_is_no_certificate_any_more_changes_nothing_and_says_which() throws IOException {
        Path authorities = old.writeAuthority(folder);
        String good = Files.readString(authorities);
        EventRecorder recorder = recorded();
        Connection connection = recorder.connection()
                .open(options().tls(TlsOptions.on().authorities(authorities)).build());
        recorder.forget();

        replace(authorities, "half a certificate");
        ReconfigureFailed failed = recorder.awaits(ReconfigureFailed.class);

        assertThat(failed.diagnosis().message()).contains("tlsCAFile");
        connection.database().getCollection("rows").insertOne(new Document());
        replace(authorities, good + "\n");
        recorder.awaits(Reconfigured.class);
        recorder.assertSequence();
    }

    @Test
    void R1_files_are_not_watched_when_told_so_and_reconfigure_reads_them_again() throws IOException {
        Path authorities = old.writeAuthority(folder);
        EventRecorder recorder = recorded();
        Connection connection = recorder.connection()
                .open(options()
                        .tls(TlsOptions.on().authorities(authorities))
                        .watchTlsFiles(false)
                        .build());
        recorder.forget();

        replace(authorities, Files.readString(renewed.writeAuthority(Files.createDirectory(folder.resolve("new")))));
        recorder.assertQuiet(Duration.ofMillis(500));
        assertThat(recorder.events()).isEmpty();

        assertThat(catchThrowableOfType(ReconfigureFailedException.class, () -> connection.reconfigure(o -> {}))
                        .problemCode())
                .isEqualTo("MK-TLS-UNTRUSTED");
        connection.database().getCollection("rows").insertOne(new Document());
    }
}
