package dev.meerkat.examples.api;

import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** The example in a JVM of its own, and what it says. Closing it kills it. */
final class ApiProcess implements AutoCloseable {
    private static final String READY = "ready ";

    private final Process process;
    private final List<String> said = new CopyOnWriteArrayList<>();
    private final Thread listener;

    private ApiProcess(Process process) {
        this.process = process;
        this.listener = new Thread(this::listen, "api-listener");
        listener.setDaemon(true);
        listener.start();
    }

    /** Starts it on a free port. */
    static ApiProcess start(String mongo, Map<String, String> environment) throws IOException {
        ProcessBuilder program = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                OrderApi.class.getName());
        program.environment().put("MONGO_URI", mongo);
        program.environment().put("PORT", "0");
        program.environment().putAll(environment);
        return new ApiProcess(program.redirectErrorStream(true).start());
    }

    private void listen() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            lines.lines().forEach(said::add);
        } catch (IOException | RuntimeException ended) {
            said.add("(ended)");
        }
    }

    private Optional<String> line(String part) {
        return said.stream().filter(line -> line.contains(part)).findFirst();
    }

    /** Where it listens, waited for. */
    URI uri() {
        await().atMost(Duration.ofSeconds(40))
                .pollInterval(Duration.ofMillis(10))
                .failFast(() -> !process.isAlive())
                .until(() -> line(READY).isPresent());
        return URI.create(line(READY).orElseThrow().substring(READY.length()));
    }

    /** At which line it said that, from 0. */
    int when(String part) {
        String line = line(part).orElseThrow(() -> new AssertionError("it never said '" + part + "': " + this));
        return said.indexOf(line);
    }

    /** How many answers it says it gave. */
    long answered() {
        String line = line("answered ").orElseThrow(() -> new AssertionError("it never said how many: " + this));
        return Long.parseLong(line.substring(line.lastIndexOf(' ') + 1));
    }

    void terminate() {
        process.toHandle().destroy(); // the process's own method also closes what is still to be read
    }

    int exitCode() throws InterruptedException {
        if (!process.waitFor(40, TimeUnit.SECONDS)) {
            throw new AssertionError("it does not end: " + this);
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
        return "api that said " + said;
    }
}
