package dev.meerkat.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * A new user's project, outside of this one, that has what this build has made from a repository of its own: nothing need be installed, and
 * nothing is. Source: issue D, "tests a failover with ten lines".
 */
final class NewProjectIT {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final int PATIENCE_MINUTES = 5;
    private static final String VERSION = System.getProperty("project.version");

    @TempDir(cleanup = CleanupMode.ALWAYS)
    private static Path folder;

    private static String output = "";
    private static int exit;

    @BeforeAll
    static void build() throws IOException, InterruptedException {
        copy(Path.of("src/it/new-project"), folder.resolve("project"));
        publish(ROOT, "meerkat-parent", "pom");
        publish(ROOT.resolve("core"), "meerkat-core", "pom", "jar");
        publish(ROOT.resolve("lab"), "meerkat-lab", "pom", "jar");
        publish(ROOT.resolve("testkit"), "meerkat-testkit", "pom", "jar");
        Path said = folder.resolve("output.txt");
        Process maven = new ProcessBuilder(List.of(
                        ROOT.resolve("mvnw").toString(),
                        "-B",
                        "-ntp",
                        "-f",
                        folder.resolve("project/pom.xml").toString(),
                        "-Dmaven.repo.local=" + folder.resolve("repository"),
                        // What others have made, this build has downloaded.
                        "-Dmaven.repo.local.tail=" + System.getProperty("local.repository"),
                        "-Dmeerkat.version=" + VERSION,
                        "-Djunit.version=" + System.getProperty("newest-junit.version"),
                        "-Dmaven.test.failure.ignore=true",
                        "test"))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        boolean ended = maven.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES);
        if (!ended) {
            maven.descendants().forEach(ProcessHandle::destroyForcibly);
            maven.destroyForcibly();
        }
        output = Files.readString(said);
        assertThat(ended)
                .as("ends within %d min, said %s", PATIENCE_MINUTES, output)
                .isTrue();
        exit = maven.exitValue();
    }

    @Test
    void a_failover_is_tested_with_ten_lines() throws IOException {
        assertThat(exit).as(output).isZero();
        assertThat(output).containsPattern("Tests run: 1, Failures: 0, Errors: 0, Skipped: 0.* in shop.FailoverTest");
        assertThat(Files.readString(folder.resolve("project/src/test/java/shop/FailoverTest.java"))
                        .replaceAll("(?s).*?\n@MeerkatTest", "@MeerkatTest")
                        .lines())
                .hasSizeLessThanOrEqualTo(10);
    }

    @Test
    void a_leak_fails_there_too() {
        assertThat(output)
                .containsPattern("Tests run: 1, Failures: 1, Errors: 0, Skipped: 0.* in shop.ForgottenClientTest")
                .contains("TESTKIT_LEAK", "THREADS: thread cluster-", "SOCKETS: socket from port");
    }

    private static void publish(Path module, String artifact, String... types) throws IOException {
        Path place = Files.createDirectories(
                folder.resolve("repository/dev/meerkat").resolve(artifact).resolve(VERSION));
        for (String type : types) {
            String name = artifact + "-" + VERSION + "." + type;
            Path source = type.equals("pom")
                    ? module.resolve("pom.xml")
                    : module.resolve("target").resolve(name);
            Files.copy(source, place.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            files.sorted(Comparator.naturalOrder()).forEach(file -> {
                try {
                    Files.copy(file, to.resolve(from.relativize(file).toString()));
                } catch (IOException failed) {
                    throw new UncheckedIOException(failed);
                }
            });
        }
    }
}
