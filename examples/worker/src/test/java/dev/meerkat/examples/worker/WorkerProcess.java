package dev.meerkat.examples.worker;

import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** The example in a JVM of its own, and what it says. Closing it kills it. */
final class WorkerProcess implements AutoCloseable {
    private final Process process;
    private final List<String> said = new CopyOnWriteArrayList<>();
    private final Thread listener;

    private WorkerProcess(Process process) {
        this.process = process;
        this.listener = new Thread(this::listen, "worker-listener");
        listener.setDaemon(true);
        listener.start();
    }

    /** Starts it and waits until it takes orders. */
    static WorkerProcess start(String mongo, String rabbit) throws IOException {
        ProcessBuilder program = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                OrderWorker.class.getName());
        program.environment().put("MONGO_URI", mongo);
        program.environment().put("RABBITMQ_URI", rabbit);
        WorkerProcess worker =
                new WorkerProcess(program.redirectErrorStream(true).start());
        await().atMost(Duration.ofSeconds(30)).until(() -> worker.said.contains("ready"));
        return worker;
    }

    private void listen() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            lines.lines().forEach(said::add);
        } catch (IOException | RuntimeException ended) {
            said.add("(ended)");
        }
    }

    /** How many messages came to that. */
    long count(OrderDesk.Outcome outcome) {
        return said.stream().filter(line -> line.startsWith(outcome + " ")).count();
    }

    /** Waits until so many were stored. */
    void awaitStored(int many) {
        await().pollInterval(Duration.ofMillis(2))
                .atMost(Duration.ofSeconds(30))
                .until(() -> count(OrderDesk.Outcome.STORED) >= many);
    }

    /** SIGTERM; returns the exit code. */
    int terminate() throws InterruptedException {
        process.toHandle().destroy(); // the process's own method also closes what is still to be read
        return exitCode();
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        process.toHandle().destroyForcibly();
        exitCode();
    }

    private int exitCode() throws InterruptedException {
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            throw new AssertionError("the worker does not end; it said " + said);
        }
        listener.join(5_000);
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    @Override
    public String toString() {
        return "worker that said "
                + said.stream().filter(line -> !line.startsWith("STORED")).toList();
    }
}
