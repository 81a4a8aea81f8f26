package dev.meerkat.cli.demo;

import dev.meerkat.cli.MeerkatCommand;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** The command line once more in a process of its own. Ended at the latest by {@link #close()}. */
final class Child implements AutoCloseable {
    private final Process process;
    private final CompletableFuture<Void> opened = new CompletableFuture<>();
    private final CompletableFuture<Void> read;

    private Child(Process process, Consumer<String> lines) {
        this.process = process;
        this.read = CompletableFuture.runAsync(() -> read(lines), task -> {
            Thread thread = new Thread(task, "demo-child");
            thread.setDaemon(true);
            thread.start();
        });
    }

    /**
     * Starts it on the same classes; the URI goes by the environment, where other users cannot see it.
     *
     * @param alone whether no other configuration may reach it
     */
    static Child start(String uri, boolean alone, List<String> arguments, Consumer<String> lines) {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1"));
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), MeerkatCommand.class.getName()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        if (alone) {
            builder.environment().keySet().removeIf(name -> name.startsWith("MEERKAT_CONNECTIONS_"));
            builder.directory(new File(System.getProperty("java.io.tmpdir")));
        }
        builder.environment().remove("MEERKAT_CONNECTIONS_DEFAULT_URI");
        builder.environment().put("MONGO_URI", uri);
        try {
            return new Child(builder.start(), lines);
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    private void read(Consumer<String> lines) {
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.accept(line);
                if (line.contains("Opened")) {
                    opened.complete(null);
                }
            }
        } catch (IOException ended) {
            // Its end is what its exit code tells.
        }
    }

    /** Waits until its connection is open; false when the time is over before. */
    boolean awaitOpened(Duration time) {
        return within(opened, time);
    }

    /** Sends SIGTERM. */
    void terminate() {
        // Not the process's own method, which closes its output too.
        process.toHandle().destroy();
    }

    /** Its exit code; empty when it has not ended in time. */
    OptionalInt exit(Duration time) {
        boolean ended = within(process.onExit(), time) && within(read, time);
        return ended ? OptionalInt.of(process.exitValue()) : OptionalInt.empty();
    }

    private static boolean within(CompletableFuture<?> future, Duration time) {
        try {
            future.get(time.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException | ExecutionException late) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
