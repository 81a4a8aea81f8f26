package dev.meerkat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meerkat.lab.EmbeddedServer;
import dev.meerkat.lab.ScriptedListener;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** User, password and pass phrase are in nothing that is printed, whatever goes wrong, also with {@code --verbose}. */
class SecretsTest {
    private static final String USER = "Us3rN4me";
    private static final String PASSWORD = "P4ssW0rd";

    private static void assertHidden(String... arguments) {
        try (Program program = Program.start(arguments)) {
            assertHidden(program);
        }
    }

    private static void assertHidden(Program program) {
        program.exit();
        String said = program.out().all() + program.err().all();
        assertThat(said).isNotEmpty().doesNotContain(USER).doesNotContain(PASSWORD);
    }

    private static String login(String uri) {
        return uri.replace("mongodb://", "mongodb://" + USER + ":" + PASSWORD + "@");
    }

    @Test
    void a_login_the_server_does_not_know_is_not_shown() {
        try (EmbeddedServer server = EmbeddedServer.start()) {
            assertHidden("watch", "--verbose", "--json", "--for", "5s", login(server.uri()) + "?retry=none");
            assertHidden("load", "--verbose", "--for", "1s", login(server.uri()) + "?retry=none&startupTimeoutMS=2000");
        }
    }

    @Test
    void neither_is_one_in_the_environment_of_a_server_that_is_something_else() {
        try (ScriptedListener http = ScriptedListener.http();
                Program program = Program.start(
                        Map.of(
                                "MONGO_URI",
                                http.uri(),
                                "MEERKAT_CONNECTIONS_DEFAULT_USER",
                                USER,
                                "MEERKAT_CONNECTIONS_DEFAULT_PASSWORD",
                                PASSWORD),
                        Redirect.PIPE,
                        "watch",
                        "-v")) {
            assertHidden(program);
        }
    }

    @Test
    void neither_is_the_pass_phrase_of_a_key_that_is_not_there(@TempDir Path folder) {
        assertHidden(
                "watch",
                "-v",
                Peers.refused() + "?tls=true&tlsCertificateKeyFilePassword=" + PASSWORD,
                "--option",
                "tlsCertificateKeyFile=" + folder.resolve("absent.pem"));
    }
}
