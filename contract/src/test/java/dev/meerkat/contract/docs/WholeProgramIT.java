package dev.meerkat.contract.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.meerkat.lab.ExternalServer;
import dev.meerkat.lab.ServerBinary;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@link WholeProgram} on a server that has transactions, and a login, with nothing set but environment variables. Source: design §3. */
final class WholeProgramIT {
    private static final String PASSWORD = "first-word-7";

    @BeforeAll
    static void needServer() {
        if (!ExternalServer.available()) {
            if (ServerBinary.required()) {
                Assertions.fail(ServerBinary.absence());
            }
            Assumptions.abort(ServerBinary.absence());
        }
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void the_whole_program_runs_as_written_and_ends_by_itself() throws IOException, InterruptedException {
        try (ExternalServer server =
                ExternalServer.builder().user("ada", PASSWORD, "root").start()) {
            String uri = "mongodb://ada:" + PASSWORD + "@" + server.host() + ":" + server.port() + "/";
            Process program = start(uri);
            String output = output(program);

            assertThat(program.waitFor()).as(output).isZero();
            assertThat(output).doesNotContain(PASSWORD).contains("ready state DISCONNECTED, found true, forced false");
            assertThat(count(uri, "shop", "users")).isEqualTo(2);
            assertThat(count(uri, "shop", "orders")).isOne();
            assertThat(count(uri, "tenant42", "visits")).isOne();
            assertThat(count(uri, "shoplogs", "logs")).isOne();
        }
    }

    private static Process start(String uri) throws IOException {
        ProcessBuilder program = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                WholeProgram.class.getName());
        program.environment().put("MONGO_URI", uri + "shop?authSource=admin");
        program.environment().put("MONGO_LOG_URI", uri + "shoplogs?authSource=admin");
        program.environment().put("NEW_PASSWORD", PASSWORD);
        return program.redirectErrorStream(true).start();
    }

    private static String output(Process program) throws IOException {
        try (InputStream out = program.getInputStream()) {
            return new String(out.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static long count(String uri, String database, String collection) {
        try (MongoClient client = MongoClients.create(uri)) {
            return client.getDatabase(database).getCollection(collection).countDocuments();
        }
    }
}
