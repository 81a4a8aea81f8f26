package dev.meerkat.lab.internal.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Whether a process stands still. SIGSTOP is taken by one of its threads when that is next given a processor; until then the others go on
 * working, on a busy machine for long enough to answer.
 */
final class Standstill {
    private static final String STOPPED = "T";

    private Standstill() {}

    /** Whether each of its threads is stopped; where the machine does not list them, whether it is stopped as a whole. */
    static boolean reached(long pid) {
        Path threads = Path.of("/proc", Long.toString(pid), "task");
        try {
            return Files.isDirectory(threads) ? allStopped(threads) : stoppedAsAWhole(pid);
        } catch (IOException gone) {
            return false;
        }
    }

    private static boolean allStopped(Path threads) throws IOException {
        List<Path> each;
        try (Stream<Path> found = Files.list(threads)) {
            each = found.toList();
        }
        for (Path thread : each) {
            if (!state(thread).equals(STOPPED)) {
                return false;
            }
        }
        return !each.isEmpty();
    }

    /** The third column; the second, the name, is in parentheses and may hold anything. */
    private static String state(Path thread) throws IOException {
        try {
            String columns = Files.readString(thread.resolve("stat"), StandardCharsets.ISO_8859_1);
            return columns.substring(columns.lastIndexOf(')') + 1).strip().substring(0, 1);
        } catch (NoSuchFileException ended) {
            return STOPPED;
        }
    }

    private static boolean stoppedAsAWhole(long pid) throws IOException {
        Process ps = new ProcessBuilder("ps", "-o", "state=", "-p", Long.toString(pid))
                .redirectErrorStream(true)
                .start();
        String said = new String(ps.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Exits.await(ps);
        return said.strip().toUpperCase(Locale.ROOT).startsWith(STOPPED);
    }
}
