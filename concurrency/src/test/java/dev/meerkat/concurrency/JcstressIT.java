package dev.meerkat.concurrency;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** G1, G2, G5, C1, §2: runs every jcstress check of this module in a JVM of its own; any forbidden outcome fails the build. */
class JcstressIT {
    /** A round number below what exists, so that a class path without the checks cannot pass. */
    private static final int AT_LEAST = 15;

    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void no_interleaving_of_gate_and_state_has_a_forbidden_outcome(@TempDir Path folder) throws Exception {
        Path output = folder.resolve("output.txt");

        int exit = run(folder, output);

        String text = Files.readString(output);
        assertThat(exit).as(text).isZero();
        assertThat(text).containsPattern("All remaining tests|RUN COMPLETE");
        assertThat(text.lines().filter(line -> line.contains("[OK]")).count())
                .as(text)
                .isGreaterThanOrEqualTo(AT_LEAST);
        assertThat(text).doesNotContain("[FAILED]", "[ERROR]", "[TIMEOUT]");
    }

    private static int run(Path folder, Path output) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "org.openjdk.jcstress.Main"));
        command.addAll(List.of(System.getProperty("meerkat.jcstress", "-f 1 -iters 3 -time 600 -sc false -af NONE -v")
                .split(" ")));
        command.addAll(List.of("-jvmArgs", "-Xmx256m -XX:+UseParallelGC", "-r", folder.toString()));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            return process.waitFor();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
