package dev.meerkat.examples.models;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.meerkat.lab.EmbeddedServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The example as a program in a JVM of its own. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class ModelsExampleTest {
    /** What the log says begins with a time; the linter has an opinion on three connections to one server. */
    private static final Pattern LOGGED = Pattern.compile("\\d\\d:\\d\\d:\\d\\d");

    @Test
    void runs_on_a_server_of_its_own_with_indexes_in_development() throws IOException, InterruptedException {
        assertThat(output(Map.of()))
                .containsExactly(
                        "Models on the default connection",
                        "  indexes to create: []",
                        "  models: [Model[User on default.users], Model[Order on default.orders]]",
                        "  found: Ada",
                        "  her orders: [cake, tea]",
                        "  large orders: 1",
                        "  refused: [pieces]",
                        "Models on named connections, in development",
                        "  users: [Model[User on users.users]], 1 stored, autoIndex true",
                        "  audit: [Model[Entry on audit.entries]], 1 stored, autoIndex true");
    }

    @Test
    void runs_on_a_given_deployment_without_indexes_in_production_and_leaves_nothing_behind()
            throws IOException, InterruptedException {
        try (EmbeddedServer server = EmbeddedServer.start();
                MongoClient client = MongoClients.create(server.uri())) {
            assertThat(output(Map.of("MONGO_URI", server.uri(), "APP_ENV", "production")))
                    .contains(
                            "Models on named connections, in production",
                            "  users: [Model[User on users.users]], 1 stored, autoIndex false",
                            "  audit: [Model[Entry on audit.entries]], 1 stored, autoIndex false");
            assertThat(client.listDatabaseNames().into(new ArrayList<>()))
                    .noneMatch(name -> name.startsWith(ModelsExample.DATABASE));
        }
    }

    private static List<String> output(Map<String, String> environment) throws IOException, InterruptedException {
        ProcessBuilder program = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                ModelsExample.class.getName());
        program.environment().keySet().removeAll(List.of("MONGO_URI", "APP_ENV"));
        program.environment().putAll(environment);
        Process process = program.redirectErrorStream(true).start();
        try (InputStream out = process.getInputStream()) {
            String text = new String(out.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(text).isZero();
            return text.lines()
                    .filter(line -> !LOGGED.matcher(line).lookingAt())
                    .toList();
        }
    }
}
