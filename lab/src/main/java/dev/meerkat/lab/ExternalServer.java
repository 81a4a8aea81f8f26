package dev.meerkat.lab;

import dev.meerkat.lab.internal.Folders;
import dev.meerkat.lab.internal.LoopbackPorts;
import dev.meerkat.lab.internal.process.LaunchPlan;
import dev.meerkat.lab.internal.process.Program;
import dev.meerkat.lab.internal.process.Readiness;
import dev.meerkat.lab.internal.process.ServerProcess;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A server in a process of its own: SecantusDB's {@code secantusd-rs} or a real mongod, a set of one member named
 * {@link #SET_NAME} unless built {@link ExternalServerBuilder#standalone() standalone}. It can be ended by signals,
 * frozen, and restarted on its port and data. Thread-safe.
 */
public final class ExternalServer implements LabServer {
    /** The name of the set it is the only member of. */
    public static final String SET_NAME = Program.SET_NAME;

    /** How long SIGTERM may take before SIGKILL follows; measured: up to 2 s. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final Program program;
    private final LaunchPlan plan;
    private final Duration startTimeout;
    private final @Nullable Path temporaryData;
    private @Nullable ServerProcess process;
    private @Nullable ServerProcess lastProcess;
    private boolean frozen;
    private boolean closed;

    ExternalServer(Program program, LaunchPlan plan, Duration startTimeout, @Nullable Path temporaryData) {
        this.program = program;
        this.plan = plan;
        this.startTimeout = startTimeout;
        this.temporaryData = temporaryData;
    }

    /** Describes one to start. */
    public static ExternalServerBuilder builder() {
        return new ExternalServerBuilder();
    }

    /** Whether there is a program to start; see {@link ServerBinary}. */
    public static boolean available() {
        return ServerBinary.mongod().isPresent() || ServerBinary.find().isPresent();
    }

    @Override
    public String host() {
        return LoopbackPorts.HOST;
    }

    @Override
    public int port() {
        return plan.port();
    }

    @Override
    public String uri() {
        return "mongodb://" + address() + (plan.tls() == null ? "/" : "/?tls=true");
    }

    /**
     * As {@link #uri()}, with a login; both are encoded as connection strings want it. The user is looked for in {@code
     * admin}.
     */
    public String uri(String user, String password) {
        return "mongodb://" + encoded(user) + ":" + encoded(password) + "@" + uri().substring("mongodb://".length());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public String kind() {
        return program.kind();
    }

    /** The process's number; -1 when it was ended by this object. */
    public synchronized long pid() {
        return process == null ? -1 : process.pid();
    }

    /** The last 40 lines the present or last run wrote, for error messages; empty before the first. */
    public synchronized String output() {
        return lastProcess == null ? "" : lastProcess.lastLines();
    }

    @Override
    public synchronized boolean running() {
        return process != null && process.alive();
    }

    /** SIGTERM; a frozen process is thawed for it. SIGKILL follows when it has not ended within 10 s. */
    @Override
    public synchronized void stop() {
        thaw();
        if (process != null) {
            process.terminate(GRACE);
            process = null;
        }
    }

    /** SIGKILL, frozen or not. */
    @Override
    public synchronized void kill() {
        if (process != null) {
            process.kill();
            process = null;
            frozen = false;
        }
    }

    /**
     * SIGSTOP: sockets stay open and nobody answers from the return of this on.
     *
     * @throws LabException {@code LAB_NOT_RUNNING} when there is no process to freeze
     */
    public synchronized void freeze() {
        if (process == null || !process.alive()) {
            throw new LabException(
                    "LAB_NOT_RUNNING: only a running server can be frozen (host=" + address()
                            + "). Fix: call restart first.",
                    null);
        }
        process.freeze();
        frozen = true;
    }

    /**
     * SIGCONT. {@code secantusd-rs} then drops every socket it had: for a pause that connections survive use {@link
     * FaultProxy}.
     */
    public synchronized void thaw() {
        if (frozen && process != null && process.alive()) {
            process.thaw();
        }
        frozen = false;
    }

    @Override
    public synchronized void restart() {
        if (closed) {
            throw new LabException(
                    "LAB_SERVER_CLOSED: a closed server has lost its data (host=" + address()
                            + "). Fix: use kill or stop for an outage, close at the end.",
                    null);
        }
        stop();
        run(plan, program.wantsInitiation(plan) && plan.tls() == null);
    }

    /** Starts the process and waits; for the builder's first, open run as well. */
    synchronized void run(LaunchPlan run, boolean primary) {
        ServerProcess started = ServerProcess.start(program, run);
        lastProcess = started;
        Readiness.await(started, run, startTimeout, primary);
        process = started;
    }

    /** Waits until the set just initiated has its primary. */
    synchronized void awaitPrimary(LaunchPlan run) {
        if (process != null) {
            Readiness.await(process, run, startTimeout, true);
        }
    }

    /** The folders that go at close. */
    List<Path> folders() {
        return temporaryData == null ? List.of(plan.scratch()) : List.of(plan.scratch(), temporaryData);
    }

    @Override
    public synchronized void close() {
        kill();
        if (!closed) {
            closed = true;
            folders().forEach(Folders::remove);
        }
    }

    @Override
    public String toString() {
        return "ExternalServer(" + kind() + ", " + address() + ")";
    }
}
