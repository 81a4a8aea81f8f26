package dev.meerkat.cli;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A command in a process of its own, which can be signalled. Closing it kills it if it still lives. */
final class Program implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 60;

    private final Process process;
    private final Heard out = new Heard();
    private final Heard err = new Heard();
    private final List<Thread> readers;

    private Program(Process process) {
        this.process = process;
        this.readers = List.of(reader(process.getInputStream(), out), reader(process.getErrorStream(), err));
    }

    /** Starts a command. */
    static Program start(String... arguments) {
        return start(Map.of(), Redirect.PIPE, arguments);
    }

    /** Starts a command with its standard output elsewhere, and more in its environment. */
    static Program start(Map<String, String> environment, Redirect output, String... arguments) {
        // A build that runs in the background of a script ignores SIGINT, and its children would inherit that.
        List<String> command = new ArrayList<>(List.of(
                "env",
                "--default-signal=INT",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                MeerkatCommand.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(output);
        builder.directory(new File(System.getProperty("java.io.tmpdir")));
        builder.environment().keySet().removeIf(name -> name.startsWith("MEERKAT_CONNECTIONS_"));
        builder.environment().remove("MONGO_URI");
        builder.environment().putAll(environment);
        try {
            return new Program(builder.start());
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    private static Thread reader(InputStream stream, Heard heard) {
        Thread thread = new Thread(() -> read(stream, heard), "program-reader");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void read(InputStream stream, Heard heard) {
        try (Reader reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
            char[] characters = new char[4096];
            for (int length = reader.read(characters); length >= 0; length = reader.read(characters)) {
                heard.write(characters, 0, length);
            }
        } catch (IOException cut) {
            // The test left, or the process was killed.
        } finally {
            heard.close();
        }
    }

    /** Standard output. */
    Heard out() {
        return out;
    }

    /** Standard error. */
    Heard err() {
        return err;
    }

    /** Stops to read standard output, as {@code head} does when it has enough. */
    void leave() {
        try {
            process.getInputStream().close();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Sends a signal by its name without SIG. */
    void signal(String name) {
        try {
            Process kill = new ProcessBuilder("sh", "-c", "kill -" + name + " " + process.pid()).start();
            if (kill.waitFor() != 0) {
                throw new AssertionError("kill -" + name + " failed");
            }
        } catch (IOException | InterruptedException failed) {
            throw new AssertionError(failed);
        }
    }

    /** Waits for its end; its exit code. */
    int exit() {
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("does not end; said\n" + out.all() + err.all());
            }
            for (Thread reader : readers) {
                reader.join();
            }
            return process.exitValue();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
