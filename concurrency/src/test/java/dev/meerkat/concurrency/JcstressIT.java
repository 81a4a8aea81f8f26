package dev.meerkat.concurrency;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * G1, G2, G5, C1, §2: runs every jcstress check of this module in a JVM of its own; any forbidden outcome fails the build.
 *
 * <p>The system property {@code meerkat.jcstress} replaces jcstress's arguments, for example {@code -m tough} for a night.
 */
class JcstressIT {
    /** What this module has, so that a class path without the checks cannot pass. */
    private static final int CHECKS = 16;

    /** One short iteration of each check in each JVM mode: the races here show within thousands of tries. */
    private static final String BRIEFLY = "-f 1 -iters 1 -time 100 -sc false -af NONE -v";

    private static final Pattern PASSED = Pattern.compile("\\[OK] (dev\\.meerkat\\.\\S+)");

    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void no_interleaving_of_gate_and_state_has_a_forbidden_outcome(@TempDir Path folder) throws Exception {
        Path output = folder.resolve("output.txt");

        int exit = run(folder, output);

        String text = Files.readString(output);
        assertThat(exit).as(text).isZero();
        assertThat(PASSED.matcher(text).results().map(match -> match.group(1)).distinct())
                .as(text)
                .hasSize(CHECKS);
    }

    private static int run(Path folder, Path output) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "org.openjdk.jcstress.Main"));
        command.addAll(List.of(System.getProperty("meerkat.jcstress", BRIEFLY).split(" ")));
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
