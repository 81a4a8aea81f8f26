package dev.meerkat.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** Prometheus' own judgement, where it is installed; the setting that requires the test server requires it too. */
final class Promtool {
    /** The text can be read, and something about it could be nicer. */
    private static final int STYLE = 3;

    /** The convention's name is what it is. */
    private static final String OPEN_TELEMETRYS_OWN =
            "db_client_connection_count non-histogram and non-summary metrics should not have \"_count\" suffix";

    private Promtool() {}

    /** Runs {@code promtool} with {@code input} and fails unless it is content. */
    static void check(String input, String... arguments) throws IOException, InterruptedException {
        Optional<Path> tool = find();
        if (tool.isEmpty()) {
            String absence = "promtool is not installed (Debian: prometheus), so nobody but this test read the text";
            assertThat(System.getenv("MEERKAT_REQUIRE_SERVER")).as(absence).isNotEqualTo("true");
            Assumptions.abort(absence);
        }
        List<String> command = new ArrayList<>(List.of(tool.get().toString()));
        command.addAll(Arrays.asList(arguments));
        Path answer = Files.createTempFile("promtool", ".txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(answer.toFile())
                .start();
        process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        List<String> complaints = Files.readAllLines(answer).stream()
                .filter(line -> !line.isBlank() && !line.equals(OPEN_TELEMETRYS_OWN))
                .toList();
        if (process.exitValue() == STYLE) {
            assertThat(complaints).isEmpty();
        } else {
            assertThat(process.exitValue()).as(complaints.toString()).isZero();
        }
        Files.delete(answer);
    }

    private static Optional<Path> find() {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
                .map(folder -> Path.of(folder, "promtool"))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
