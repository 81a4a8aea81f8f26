package dev.meerkat.lab.internal.process;

import dev.meerkat.lab.LabException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One run of a server program. Its output goes into a file, so that nobody need read a pipe; it never outlives this
 * JVM's orderly end.
 */
public final class ServerProcess {
    private static final int LINES_KEPT = 40;
    private static final Duration STANDSTILL = Duration.ofSeconds(10);
    private static final Duration LOOK = Duration.ofMillis(1);
    private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(() -> RUNNING.forEach(Process::destroyForcibly), "meerkat-lab-end-servers"));
    }

    private final Process process;
    private final Path output;

    private ServerProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** Starts the program; it is not ready yet. */
    public static ServerProcess start(Program program, LaunchPlan plan) {
        try {
            Path output = plan.scratch().resolve("output.txt");
            Process process = new ProcessBuilder(program.words(plan))
                    .directory(plan.scratch().toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            RUNNING.add(process);
            process.onExit().thenAccept(RUNNING::remove);
            process.getOutputStream().close();
            return new ServerProcess(process, output);
        } catch (IOException failed) {
            throw new LabException(
                    "LAB_SERVER_START: the program cannot be run (binary=" + plan.binary()
                            + "). Fix: run scripts/fetch-server.sh again, or correct the path.",
                    failed);
        }
    }

    /** The process's number. */
    public long pid() {
        return process.pid();
    }

    /** Whether it has not ended. */
    public boolean alive() {
        return process.isAlive();
    }

    /** Waits until it has ended, at most that long; whether it has. */
    public boolean endsWithin(Duration limit) {
        return Exits.within(process, limit);
    }

    /** SIGTERM, and SIGKILL when it has not gone within {@code grace}. */
    public void terminate(Duration grace) {
        process.destroy();
        if (!Exits.within(process, grace)) {
            kill();
        }
    }

    /** SIGKILL. */
    public void kill() {
        process.destroyForcibly();
        Exits.await(process);
    }

    /** SIGSTOP; returns when every thread of it stands still. */
    public void freeze() {
        Signal.STOP.send(pid());
        long end = System.nanoTime() + STANDSTILL.toNanos();
        while (!Standstill.reached(pid())) {
            if (endsWithin(LOOK) || System.nanoTime() - end > 0) {
                throw new LabException(
                        "LAB_SIGNAL: SIGSTOP did not stop the server (pid=" + pid()
                                + "). Fix: it must be running, and not be traced.",
                        null);
            }
        }
    }

    /** SIGCONT. */
    public void thaw() {
        Signal.CONT.send(pid());
    }

    /** Its last lines of output. */
    public String lastLines() {
        try {
            List<String> lines = Files.readAllLines(output, StandardCharsets.UTF_8);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES_KEPT), lines.size()));
        } catch (IOException unreadable) {
            return "(no output: " + unreadable.getMessage() + ")";
        }
    }
}
