package dev.meerkat.contract.docs;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.ConnectionString;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.meerkat.Connection;
import dev.meerkat.ConnectionRegistry;
import dev.meerkat.event.ConnectionEvent;
import dev.meerkat.lab.ExternalServer;
import dev.meerkat.lab.ServerBinary;
import dev.meerkat.options.CredentialSource;
import dev.meerkat.stats.RotationReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The examples of the chapter about rotation, on a server that wants a login. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
final class RotationSnippetsIT {
    private static final Logger log = LoggerFactory.getLogger(RotationSnippetsIT.class);

    private final ConnectionRegistry registry = new ConnectionRegistry();
    private final Queue<String> seen = new ConcurrentLinkedQueue<>();
    private ExternalServer server;

    @TempDir
    private Path folder;

    @BeforeEach
    void start() {
        if (!ExternalServer.available()) {
            if (ServerBinary.required()) {
                Assertions.fail(ServerBinary.absence());
            }
            Assumptions.abort(ServerBinary.absence());
        }
        server = ExternalServer.builder()
                .user("root", "root-word", "root")
                .user("ada", "first-word", "readWriteAnyDatabase")
                .start();
        registry.connection().on(ConnectionEvent.class, event -> seen.add(event.name()));
    }

    @AfterEach
    void end() {
        registry.close();
        if (server != null) {
            server.close();
        }
    }

    private void changePassword(String password) {
        try (MongoClient root = MongoClients.create(new ConnectionString(server.uri("root", "root-word")))) {
            root.getDatabase("admin").runCommand(new Document("updateUser", "ada").append("pwd", password));
        }
    }

    @Test
    void reconfiguring() {
        Connection db = registry.connect(server.uri("ada", "first-word"));
        String newPassword = "second-word";
        changePassword(newPassword);
        // tag::reconfigure[]
        db.reconfigure(o -> o.credential(newPassword));
        RotationReport report = db.reconfigure(o -> o.maxPoolSize(50).socketTimeout(ofSeconds(20)));
        log.info("changed {}, drained {}", report.changed(), report.drain());
        // end::reconfigure[]
        assertThat(report.changed()).containsExactlyInAnyOrder("maxPoolSize", "socketTimeout");
        assertThat(seen).containsExactly("Connecting", "Connected", "Opened", "Reconfigured", "Reconfigured");
    }

    @Test
    void following() throws IOException {
        String host = server.address();
        String secrets = folder.toString();
        Files.writeString(folder.resolve("password"), "first-word");
        // spotless:off
        // tag::credential-source[]
        Connection db = registry.connect("mongodb://ada@" + host + "/shop?authSource=admin", o -> o
                .credential(CredentialSource.passwordFile(Path.of(secrets, "password"))));
        // end::credential-source[]
        // spotless:on
        changePassword("second-word");
        Files.writeString(folder.resolve("password"), "second-word");
        await().until(() -> seen.contains("Reconfigured"));
        assertThat(db.database().getName()).isEqualTo("shop");
    }
}
