package dev.meerkat.contract.child;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A running {@link SignalledProgram} and what it said so far. Closing it kills it if it still lives. */
public final class ChildProcess implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 25;

    /** The signals that programs here are sent, by name and by number. */
    private static final String SIGNALS = "HUP,INT,TERM";

    private static final List<Integer> NUMBERS = List.of(1, 2, 15);

    private final Process process;
    private final List<String> said = new CopyOnWriteArrayList<>();
    private final List<String> everything = new CopyOnWriteArrayList<>();
    private final Thread listener;

    private ChildProcess(Process process) {
        this.process = process;
        this.listener = new Thread(this::listen, "child-listener");
        listener.setDaemon(true);
        listener.start();
    }

    /** Starts the program with its arguments. */
    public static ChildProcess start(String... arguments) throws IOException {
        return start(attentive(), arguments);
    }

    /** What a shell in the background or {@code nohup} ignores the suite ignores, and its children would; this makes them listen again. */
    private static List<String> attentive() {
        return NUMBERS.stream().anyMatch(ChildProcess::ignores)
                ? List.of("env", "--default-signal=" + SIGNALS)
                : List.of();
    }

    /** Whether this process ignores the signal of that number; told by Linux only. */
    private static boolean ignores(int signal) {
        Path status = Path.of("/proc/self/status");
        if (!Files.isReadable(status)) {
            return false;
        }
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("SigIgn:"))
                    .map(line -> line.substring("SigIgn:".length()).strip())
                    .anyMatch(mask -> (Long.parseUnsignedLong(mask, 16) >> (signal - 1) & 1) == 1);
        } catch (IOException unreadable) {
            return false;
        }
    }

    /** Starts the program under a shell that ignores {@code signal}, as {@code nohup} does for HUP; the program inherits that. */
    public static ChildProcess startIgnoring(String signal, String... arguments) throws IOException {
        List<String> prefix = new ArrayList<>(attentive());
        prefix.addAll(List.of("sh", "-c", "trap '' " + signal + "; exec \"$@\"", "sh"));
        return start(prefix, arguments);
    }

    private static ChildProcess start(List<String> prefix, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                SignalledProgram.class.getName()));
        command.addAll(List.of(arguments));
        return new ChildProcess(
                new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    private void listen() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                everything.add(line);
                if (line.startsWith("## ")) {
                    hear(line.substring(3));
                }
            }
        } catch (IOException ended) {
            everything.add("(the stream ended: " + ended + ")");
        }
    }

    private synchronized void hear(String line) {
        said.add(line);
        notifyAll();
    }

    /** Waits until it said {@code line}. */
    public synchronized void awaits(String line) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!said.contains(line)) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0 || !listener.isAlive()) {
                throw new AssertionError("the program did not say '" + line + "' but " + everything);
            }
            wait(Math.min(left, 100));
        }
    }

    /** Sends a signal by its name without SIG. */
    public void signal(String name) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("sh", "-c", "kill -" + name + " " + process.pid()).start();
        if (kill.waitFor() != 0) {
            throw new AssertionError("kill -" + name + " failed");
        }
    }

    /** Asks for the state of its connection; the answer is a line {@code state ...}. */
    public void ask() throws IOException {
        Writer questions = process.outputWriter(StandardCharsets.UTF_8);
        questions.write("state\n");
        questions.flush();
    }

    /** Waits for its end and returns its exit code. */
    public int exitCode() throws InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("the program does not end; it said " + everything);
        }
        listener.join(TimeUnit.SECONDS.toMillis(5));
        return process.exitValue();
    }

    /** Its own lines so far. */
    public List<String> said() {
        return List.copyOf(said);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
